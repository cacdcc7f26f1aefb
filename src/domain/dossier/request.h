/*
 * request.h - what is asked for in the course of a dossier (yêu cầu): of the
 * applicant, who is to supplement it or to pay; of those who decide, that it be
 * refused, stopped or promised for a later day; by the applicant, to have it
 * back. A state of waiting is an open request and its open step, stored nowhere
 * else.
 *
 * Pure rules; the rows are request_store.h, the use cases service/asking.h and
 * service/answering.h.
 *
 * Source: Decree 61/2018 art. 17.2.a, 19.4 (supplement), 19.8 (refusal), 19.9
 * (new date); Decree 45/2020 art. 13 (financial obligation).
 */
#ifndef DOMAIN_DOSSIER_REQUEST_H
#define DOMAIN_DOSSIER_REQUEST_H

#include "base/instant.h"
#include "base/money.h"
#include "base/msg.h"
#include "base/prelude.h"
#include "base/str.h"

/* The numbers are stored and never change. */
enum request_kind {
    REQUEST_SUPPLEMENT = 1, /* Mẫu 02                       */
    REQUEST_FINANCE = 2,    /* financial obligation         */
    REQUEST_EXTENSION = 3,  /* Mẫu 04                       */
    REQUEST_REFUSAL = 4,    /* after appraisal, Mẫu 03      */
    REQUEST_STOP = 5,
    REQUEST_WITHDRAWAL = 6, /* the applicant's              */
};
#define REQUEST_KIND_COUNT 7

/* How it ended. The numbers are stored and never change. */
enum request_outcome {
    REQUEST_OPEN = 0,
    REQUEST_MET = 1,      /* supplemented, paid, agreed to       */
    REQUEST_DECLINED = 2, /* who decides said no                 */
    REQUEST_LAPSED = 3,   /* nothing came of it in time          */
};

struct request {
    int64_t dossier_id;
    int n; /* 1, 2, 3 … within the dossier */
    enum request_kind kind;
    int64_t account_id; /* who asks */
    int64_t desk_id;    /* for which desk; 0: the applicant */
    struct str step;    /* of the flow, that goes on afterwards; empty: none */
    struct str reason;  /* key of a listed one */
    struct str ground;  /* legal ground, where one is asked for */
    struct str words;   /* what is asked */
    int days;           /* within so many calendar days; 0: not said */
    struct vnd amount;
    struct instant new_due; /* us == 0: none, here and below */
    struct instant made_at;
    struct instant sent_at;
    struct instant due_at;
    struct instant closed_at;
    int64_t closed_by;
    enum request_outcome outcome;
    struct str answer;
};

/* As many are more than any dossier needs. */
#define REQUESTS_MAX           50
#define REQUEST_WORDS_MAX      2000
#define REQUEST_GROUND_MAX     300
#define REQUEST_DAYS_MAX       180
#define REQUEST_AMOUNT_MAX_VND INT64_C(1000000000000)

/* What a reason is given for. */
enum reason_group {
    REASON_FOR_SUPPLEMENT,
    REASON_FOR_SECOND, /* supplement: what lets a supervisor allow it */
    REASON_FOR_FINANCE,
    REASON_FOR_EXTENSION,
    REASON_FOR_REFUSAL,
    REASON_FOR_STOP,
    REASON_FOR_WITHDRAWAL,
};

/* The group of a request's own reason. */
enum reason_group request_reasons(enum request_kind kind);

struct listed_reason {
    struct str key;
    enum reason_group group;
    enum msg_id words;
};

/* The whole list; a group's stand together. */
const struct listed_reason *reasons_listed(size_t *ret_count);
/* NULL when the group has none of that key. */
const struct listed_reason *reason_find(enum reason_group group,
                                        struct str key);

/*
 * How often the applicant was asked to supplement: of requests, those that were
 * sent. Once is the rule; a second time needs a supervisor's reason.
 *
 * Source: Decree 61/2018 art. 11.2.c, 15.3, 17.2.a.
 */
int requests_sent(const struct request *request, size_t count,
                  enum request_kind kind);

/* The open one of a kind; NULL when there is none. */
const struct request *request_open(const struct request *request, size_t count,
                                   enum request_kind kind);

/* The one that was sent and waits for the applicant; NULL when none does. */
const struct request *requests_awaited(const struct request *request,
                                       size_t count);

#endif
