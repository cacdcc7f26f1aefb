/*
 * request_deeds.h - the deeds of officers that ask for something, decide on it,
 * send it or record what came of it: which fields each asks for, and the use
 * case behind it. Each has a page that asks first (page_deed.c).
 *
 *     …/buoc/{step}/yeu-cau-bo-sung     ask for a supplement
 *     …/buoc/{step}/nghia-vu-tai-chinh  notify of a financial obligation
 *     …/buoc/{step}/hen-lai             propose a new date
 *     …/buoc/{step}/tu-choi-giai-quyet  propose a refusal
 *     …/buoc/{step}/dung-giai-quyet     propose to stop
 *     …/buoc/{step}/gui-yeu-cau         send to the applicant
 *     …/buoc/{step}/dong-y, khong-dong-y
 *     …/buoc/{step}/da-dap-ung          the applicant did what was asked
 *     …/buoc/{step}/het-han             the applicant did not
 *     …/buoc/{step}/rut-ho-so           the applicant at the counter withdraws
 */
#ifndef WEB_REQUEST_DEEDS_H
#define WEB_REQUEST_DEEDS_H

#include "base/err.h"
#include "base/msg.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/dossier/request.h"

#include "service/inspect.h"

#include "web/req.h"
#include "web/view_form.h"

enum request_act {
    REQUEST_ACT_PROPOSE,
    REQUEST_ACT_SEND,
    REQUEST_ACT_AGREE,
    REQUEST_ACT_DECLINE,
    REQUEST_ACT_MET,
    REQUEST_ACT_STOP,
    REQUEST_ACT_WITHDRAW,
};

/* The fields, one bit each, in the order in which they are asked. */
enum request_field {
    REQUEST_FIELD_REASON = 1,
    REQUEST_FIELD_WORDS = 2,
    REQUEST_FIELD_GROUND = 4,
    REQUEST_FIELD_AMOUNT = 8,
    REQUEST_FIELD_DAYS = 16,
    REQUEST_FIELD_DAY = 32,
};
#define REQUEST_FIELDS_MAX 6

struct request_deed {
    struct str key;
    enum request_act act;
    enum request_kind kind;  /* of a proposal                  */
    unsigned fields;         /* enum request_field, ORed        */
    enum reason_group group; /* of the listed reasons          */
    enum msg_id go;          /* the button that leads here      */
    enum msg_id title, note; /* of the page that asks          */
    enum msg_id words;       /* label of the long field         */
    bool is_dangerous;
};

/* NULL when there is no such deed. */
const struct request_deed *request_deed_of(struct str key);

/* What the officer wrote. */
struct request_sent {
    struct str reason, words, ground, amount, days, day;
};
void request_sent_read(struct req *rq, struct request_sent *ret);

/*
 * Does the deed. ERR_INPUT with words for an amount or a day that is none, and
 * as service/asking.h and service/answering.h.
 */
enum err request_deed_do(struct tx *t, const struct req *rq,
                         const struct inspection *i, int step_n,
                         const struct request_deed *deed,
                         const struct request_sent *sent,
                         struct dossier *ret) MUST_CHECK;

/*
 * The fields with what was written; `error` stands at the first that is empty,
 * else at the last. Says how many.
 */
size_t request_deed_fields(struct arena *a, enum lang lang,
                           const struct request_deed *deed,
                           const struct request_sent *sent, struct str error,
                           struct field_view ret[REQUEST_FIELDS_MAX]);

/* The deeds that the open step offers, the chief one first. */
#define REQUEST_DEEDS_MAX 6
size_t request_deeds_at(const struct inspection *i,
                        const struct request_deed *ret[REQUEST_DEEDS_MAX]);

/* "Thiếu giấy tờ: Giấy cử người giám hộ bản chính. Hạn: thứ Sáu 08/5." */
struct str request_line(struct arena *a, enum lang lang,
                        const struct request *r);

#endif
