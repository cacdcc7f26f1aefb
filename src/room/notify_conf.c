#include "base/prelude.h"

#include "room/notify_conf.h"

struct notify_conf notify_conf_of(const struct conf *conf)
{
    return (struct notify_conf){
        .house = {.site = conf->site,
                  .province = conf->province_name,
                  .phone = conf->province_phone},
        .quiet = {(int)conf->quiet_from_hour, (int)conf->quiet_to_hour},
        .sends = {[NOTIFY_MAIL] = !str_empty(conf->mail_url),
                  [NOTIFY_SMS] = !str_empty(conf->sms_url)},
        .has_marks = conf->sms_marks,
    };
}
