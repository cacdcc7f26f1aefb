/*
 * dossier.h - the life of a dossier (hồ sơ): its national statuses, the table
 * of lawful moves, how far it has come, and its two codes.
 *
 * Pure rules. Rows are dossier_store.h; the chain of events is event.h; time
 * limits are domain/deadline; who appraises and signs is domain/flow.
 */
#ifndef DOMAIN_DOSSIER_H
#define DOMAIN_DOSSIER_H

#include "base/arena.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/grant/grant.h"

/*
 * The ten statuses that the national portal knows, with its numbers. NONE is
 * before the beginning and is never stored.
 *
 * Source: national status list of the dossier exchange; Circular
 * 22/2019/TT-BTTTT art. 4 (every step shows its status).
 */
enum dossier_status {
    STATUS_NONE = 0,
    STATUS_NEW = 1,        /* Mới đăng ký                    */
    STATUS_ACCEPTED = 2,   /* Được tiếp nhận                 */
    STATUS_REFUSED = 3,    /* Không được tiếp nhận           */
    STATUS_PROCESSING = 4, /* Đang xử lý                     */
    STATUS_SUPPLEMENT = 5, /* Yêu cầu bổ sung giấy tờ        */
    STATUS_FINANCE = 6,    /* Yêu cầu nghĩa vụ tài chính     */
    STATUS_WITHDRAWAL = 7, /* Công dân yêu cầu rút hồ sơ     */
    STATUS_STOPPED = 8,    /* Dừng xử lý                     */
    STATUS_DONE = 9,       /* Đã xử lý xong                  */
    STATUS_RETURNED = 10,  /* Đã trả kết quả                 */
};
#define STATUS_COUNT 11

/* What happens to a dossier. The numbers are stored and never change. */
enum dossier_event_kind {
    EVENT_SUBMIT = 1, /* the applicant files online              */
    EVENT_INTAKE = 2, /* the officer files for a person standing there */
    EVENT_ACCEPT = 3,
    EVENT_REFUSE = 4,
    EVENT_TRANSFER = 5, /* to the agency that resolves it          */
    EVENT_ASSIGN = 6,
    EVENT_ADVANCE = 7,       /* one step of the flow to another         */
    EVENT_FINISH = 8,        /* the result is issued                    */
    EVENT_RETURN = 9,        /* the applicant has the result            */
    EVENT_SUPPLEMENT = 10,   /* the applicant is asked for more (Mẫu 02)   */
    EVENT_REFILE = 11,       /* and gave it before the acceptance          */
    EVENT_SUPPLEMENTED = 12, /* and gave it after the acceptance           */
    EVENT_FINANCE = 13,      /* a financial obligation is notified         */
    EVENT_FINANCE_MET = 14,
    EVENT_EXTEND = 15,   /* apology and a new date (Mẫu 04)            */
    EVENT_WITHDRAW = 16, /* the applicant takes the dossier back       */
    EVENT_STOP = 17,     /* the agency ends it without a result        */
    EVENT_REQUEST = 18,  /* something is asked for inside the state    */
    EVENT_ANSWER = 19,   /* and answered, or decided                   */
    EVENT_VERIFY = 20,   /* an advance that orders a verification      */
    EVENT_MIGRATE = 30,  /* goes on by a newer version of its procedure */
};
#define EVENT_KIND_COUNT 31

/*
 * The statutory papers of a dossier, and from 11 on the companions that its
 * handling needs. The numbers are stored and never change.
 */
enum slip_kind {
    SLIP_NONE = 0,
    SLIP_RECEIPT = 1,    /* Mẫu 01 */
    SLIP_SUPPLEMENT = 2, /* Mẫu 02 */
    SLIP_REFUSAL = 3,    /* Mẫu 03 */
    SLIP_APOLOGY = 4,    /* Mẫu 04 */
    SLIP_CONTROL = 5,    /* Mẫu 05 */
    SLIP_REGISTER = 6,   /* Mẫu 06 */
    SLIP_TRANSFER = 11,  /* Phiếu chuyển xử lý           */
    SLIP_HANDOVER = 12,  /* Danh sách bàn giao hồ sơ     */
    SLIP_OPINION = 13,   /* Phiếu lấy ý kiến             */
    SLIP_MINUTES = 14,   /* Biên bản thẩm tra, xác minh  */
    SLIP_FINANCE = 15,   /* Thông báo nghĩa vụ tài chính */
    SLIP_STOP = 16,      /* Thông báo dừng giải quyết    */
};
#define SLIP_KIND_MAX 16

/* One lawful move. */
struct dossier_move {
    enum dossier_status from;
    enum dossier_event_kind event;
    enum dossier_status to;
    enum capability actor;
    enum slip_kind slip;
    const char *source;
};

/* The move that `event` makes from `from`; NULL when the law has none. */
const struct dossier_move *dossier_move(enum dossier_status from,
                                        enum dossier_event_kind event);
/* The whole table, for tests and drawings. */
const struct dossier_move *dossier_moves(size_t *ret_count);

/* No move leads on: refused, stopped, returned. */
bool dossier_is_closed(enum dossier_status s);

/*
 * The clock of the legal limit has ended: at 9, 3, 8 or withdrawal, never at
 * 10, so that an applicant who collects late makes nobody late.
 */
bool dossier_clock_ended(enum dossier_status s);

/*
 * What somebody has to do next with a dossier; a queue is one kind at one
 * desk. The numbers are stored.
 */
enum dossier_work {
    WORK_RECEIVE = 1,  /* chờ tiếp nhận  */
    WORK_TRANSFER = 2, /* chờ bàn giao   */
    WORK_ASSIGN = 3,   /* chờ phân công  */
    WORK_PROCESS = 4,  /* chờ thẩm định  */
    WORK_VERIFY = 5,   /* chờ xác minh   */
    WORK_CONSULT = 6,  /* chờ ý kiến     */
    WORK_APPROVE = 7,  /* chờ ký         */
    WORK_ISSUE = 8,    /* chờ vào sổ     */
    WORK_RETURN = 9,   /* chờ trả        */
    WORK_SEND = 10,    /* chờ gửi yêu cầu cho người nộp */
    WORK_AWAIT = 11,   /* chờ người nộp đáp ứng         */
    WORK_DECIDE = 12,  /* chờ lãnh đạo quyết định       */
};
#define WORK_COUNT 13

/* How far a dossier is, told to anybody who has its code: stages, no names. */
struct dossier_progress {
    int done;
    int total;
    int percent;
};

/*
 * Filing, acceptance, each step of the flow, and the return are a stage each.
 * `flow_done` of `flow_total` steps are closed (the return is none of them). A
 * dossier that was refused or stopped has come to its end.
 *
 * Source: Circular 01/2018/TT-VPCP art. 16.2.d (who is not signed in sees the
 * code and the degree of completion).
 */
struct dossier_progress dossier_progress(enum dossier_status s, int flow_done,
                                         int flow_total);

/*
 * The submission code: 6 letters of time, so that codes grow and the index
 * stays small where it is written, then 8 random letters (40 bits), so that
 * nobody guesses one. It is a temporary code; the official one comes with
 * acceptance, whose day is part of it.
 */
#define SUBMISSION_LETTERS        14
#define SUBMISSION_RANDOM_LETTERS 8
struct str dossier_submission_code(struct arena *a, struct instant now);

/* "7K2M-9QXDB-3RTWA" for reading aloud; anything else is given back as is. */
struct str dossier_code_spaced(struct arena *a, struct str code);

/*
 * The dossier code: "H01.21-260428-0037". Four digits, five past 9,999.
 *
 * Source: Decree 61/2018 art. 26.2 (the receiving authority's identifier, the
 * date, the number within the day); Circular 01/2018/TT-VPCP art. 19.
 */
struct str dossier_code(struct arena *a, struct str agency_code, struct day d,
                        int64_t number);
#define DOSSIER_NUMBER_ALERT 9999

/*
 * What a person typed or a camera read, as one of the two codes. False when it
 * can be neither.
 */
bool dossier_code_read(struct arena *a, struct str typed, struct str *ret,
                       bool *ret_is_submission);

#endif
