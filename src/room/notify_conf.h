/* notify_conf.h - how people are told, from this installation's settings. */
#ifndef ROOM_NOTIFY_CONF_H
#define ROOM_NOTIFY_CONF_H

#include "base/conf.h"
#include "base/prelude.h"

#include "service/notify.h"

/* Borrows the settings' texts. */
struct notify_conf notify_conf_of(const struct conf *conf);

#endif
