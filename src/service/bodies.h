/*
 * bodies.h - what the bodies that packs name are called, for people who look
 * before a dossier has an area. Which agency it will be is service/routing.h.
 */
#ifndef SERVICE_BODIES_H
#define SERVICE_BODIES_H

#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "store/tx.h"

#include "domain/flow/flow.h"
#include "domain/procedure/body.h"
#include "domain/procedure/procedure.h"

/*
 * "Ủy ban nhân dân cấp xã", "Sở Tư pháp", "Phòng Quản lý đô thị hoặc Phòng
 * Kinh tế và Hạ tầng". Names of agencies stay Vietnamese.
 */
enum err bodies_name(struct tx *t, struct body body, struct day on,
                     struct str *ret) MUST_CHECK;

/* Where a step of a procedure's flow is done. */
enum err bodies_step_name(struct tx *t, const struct procedure *card,
                          const struct flow_unit *unit, struct day on,
                          struct str *ret) MUST_CHECK;

#endif
