#include "base/prelude.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/encode.h"

#include "domain/dossier/dossier.h"

/*
 * The decree names no way for taking a dossier back or for stopping one; the
 * national list of statuses has both (5, 6, 7 to 8), and a form for telling of
 * it came with Circular 03/2025.
 */
#define NO_LAW "national status list; not in Decree 61/2018"

static const struct dossier_move moves[] = {
    {STATUS_NONE, EVENT_SUBMIT, STATUS_NEW, CAP_OWN_DOSSIERS, SLIP_NONE,
     "Decree 45/2020 art. 11.1"},
    {STATUS_NONE, EVENT_INTAKE, STATUS_ACCEPTED, CAP_DOSSIER_RECEIVE,
     SLIP_RECEIPT, "Decree 61/2018 art. 17.1.c"},
    {STATUS_NONE, EVENT_REFUSE, STATUS_REFUSED, CAP_DOSSIER_RECEIVE,
     SLIP_REFUSAL, "Decree 61/2018 art. 17.1.b"},
    {STATUS_NEW, EVENT_ACCEPT, STATUS_ACCEPTED, CAP_DOSSIER_RECEIVE,
     SLIP_RECEIPT, "Decree 61/2018 art. 17.2.b"},
    {STATUS_NEW, EVENT_REFUSE, STATUS_REFUSED, CAP_DOSSIER_RECEIVE,
     SLIP_REFUSAL, "Decree 61/2018 art. 17.2.a"},
    {STATUS_NEW, EVENT_SUPPLEMENT, STATUS_SUPPLEMENT, CAP_DOSSIER_RECEIVE,
     SLIP_SUPPLEMENT, "Decree 61/2018 art. 17.2.a"},
    {STATUS_NEW, EVENT_WITHDRAW, STATUS_WITHDRAWAL, CAP_OWN_DOSSIERS, SLIP_NONE,
     NO_LAW},
    {STATUS_ACCEPTED, EVENT_TRANSFER, STATUS_PROCESSING, CAP_DOSSIER_TRANSFER,
     SLIP_NONE, "Decree 61/2018 art. 18.1"},
    {STATUS_ACCEPTED, EVENT_WITHDRAW, STATUS_WITHDRAWAL, CAP_OWN_DOSSIERS,
     SLIP_NONE, NO_LAW},
    {STATUS_PROCESSING, EVENT_ASSIGN, STATUS_PROCESSING, CAP_DOSSIER_ASSIGN,
     SLIP_NONE, "Decree 61/2018 art. 19.1"},
    {STATUS_PROCESSING, EVENT_ADVANCE, STATUS_PROCESSING, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.2"},
    {STATUS_PROCESSING, EVENT_FINISH, STATUS_DONE, CAP_RESULT_ISSUE, SLIP_NONE,
     "Decree 61/2018 art. 19.2"},
    {STATUS_ACCEPTED, EVENT_MIGRATE, STATUS_ACCEPTED, CAP_PROCEDURE_EDIT,
     SLIP_NONE, "Decree 61/2018 art. 36.4"},
    {STATUS_PROCESSING, EVENT_MIGRATE, STATUS_PROCESSING, CAP_PROCEDURE_EDIT,
     SLIP_NONE, "Decree 61/2018 art. 36.4"},
    {STATUS_PROCESSING, EVENT_VERIFY, STATUS_PROCESSING, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.3"},
    {STATUS_PROCESSING, EVENT_REQUEST, STATUS_PROCESSING, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.4-19.9"},
    {STATUS_PROCESSING, EVENT_ANSWER, STATUS_PROCESSING, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.5"},
    {STATUS_PROCESSING, EVENT_SUPPLEMENT, STATUS_SUPPLEMENT,
     CAP_DOSSIER_RECEIVE, SLIP_SUPPLEMENT, "Decree 61/2018 art. 19.4"},
    {STATUS_PROCESSING, EVENT_FINANCE, STATUS_FINANCE, CAP_DOSSIER_RECEIVE,
     SLIP_FINANCE, "Decree 45/2020 art. 13"},
    {STATUS_PROCESSING, EVENT_EXTEND, STATUS_PROCESSING, CAP_DOSSIER_APPROVE,
     SLIP_APOLOGY, "Decree 61/2018 art. 19.9"},
    {STATUS_PROCESSING, EVENT_REFUSE, STATUS_STOPPED, CAP_DOSSIER_APPROVE,
     SLIP_REFUSAL, "Decree 61/2018 art. 19.8"},
    {STATUS_PROCESSING, EVENT_STOP, STATUS_STOPPED, CAP_DOSSIER_APPROVE,
     SLIP_STOP, NO_LAW},
    {STATUS_PROCESSING, EVENT_WITHDRAW, STATUS_WITHDRAWAL, CAP_OWN_DOSSIERS,
     SLIP_NONE, NO_LAW},
    {STATUS_SUPPLEMENT, EVENT_REFILE, STATUS_SUPPLEMENT, CAP_OWN_DOSSIERS,
     SLIP_NONE, "Decree 61/2018 art. 17.2.a"},
    {STATUS_SUPPLEMENT, EVENT_SUPPLEMENT, STATUS_SUPPLEMENT,
     CAP_DOSSIER_RECEIVE, SLIP_SUPPLEMENT, "Decree 61/2018 art. 17.2.a"},
    {STATUS_SUPPLEMENT, EVENT_ACCEPT, STATUS_ACCEPTED, CAP_DOSSIER_RECEIVE,
     SLIP_RECEIPT, "Decree 61/2018 art. 17.2.b"},
    {STATUS_SUPPLEMENT, EVENT_SUPPLEMENTED, STATUS_PROCESSING, CAP_OWN_DOSSIERS,
     SLIP_NONE, "Decree 61/2018 art. 19.4"},
    {STATUS_SUPPLEMENT, EVENT_REQUEST, STATUS_SUPPLEMENT, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.4"},
    {STATUS_SUPPLEMENT, EVENT_ANSWER, STATUS_SUPPLEMENT, CAP_STAFF_HOME,
     SLIP_NONE, "Decree 61/2018 art. 19.4"},
    {STATUS_SUPPLEMENT, EVENT_WITHDRAW, STATUS_WITHDRAWAL, CAP_OWN_DOSSIERS,
     SLIP_NONE, NO_LAW},
    {STATUS_SUPPLEMENT, EVENT_STOP, STATUS_STOPPED, CAP_DOSSIER_RECEIVE,
     SLIP_STOP, NO_LAW},
    {STATUS_FINANCE, EVENT_FINANCE_MET, STATUS_PROCESSING, CAP_DOSSIER_RECEIVE,
     SLIP_NONE, "Decree 45/2020 art. 13"},
    {STATUS_FINANCE, EVENT_REQUEST, STATUS_FINANCE, CAP_STAFF_HOME, SLIP_NONE,
     "Decree 45/2020 art. 13"},
    {STATUS_FINANCE, EVENT_ANSWER, STATUS_FINANCE, CAP_STAFF_HOME, SLIP_NONE,
     "Decree 45/2020 art. 13"},
    {STATUS_FINANCE, EVENT_WITHDRAW, STATUS_WITHDRAWAL, CAP_OWN_DOSSIERS,
     SLIP_NONE, NO_LAW},
    {STATUS_FINANCE, EVENT_STOP, STATUS_STOPPED, CAP_DOSSIER_RECEIVE, SLIP_STOP,
     NO_LAW},
    {STATUS_WITHDRAWAL, EVENT_STOP, STATUS_STOPPED, CAP_STAFF_HOME, SLIP_STOP,
     NO_LAW},
    {STATUS_DONE, EVENT_RETURN, STATUS_RETURNED, CAP_RESULT_RETURN, SLIP_NONE,
     "Decree 61/2018 art. 20.3"},
};

const struct dossier_move *dossier_moves(size_t *ret_count)
{
    *ret_count = COUNT_OF(moves);
    return moves;
}

const struct dossier_move *dossier_move(enum dossier_status from,
                                        enum dossier_event_kind event)
{
    for (size_t i = 0; i < COUNT_OF(moves); i++)
        if (moves[i].from == from && moves[i].event == event)
            return &moves[i];
    return NULL;
}

bool dossier_is_closed(enum dossier_status s)
{
    return s == STATUS_REFUSED || s == STATUS_STOPPED || s == STATUS_RETURNED;
}

bool dossier_clock_ended(enum dossier_status s)
{
    switch (s) {
    case STATUS_REFUSED:
    case STATUS_WITHDRAWAL:
    case STATUS_STOPPED:
    case STATUS_DONE:
    case STATUS_RETURNED: return true;
    case STATUS_NONE:
    case STATUS_NEW:
    case STATUS_ACCEPTED:
    case STATUS_PROCESSING:
    case STATUS_SUPPLEMENT:
    case STATUS_FINANCE: return false;
    }
    UNREACHABLE();
}

struct dossier_progress dossier_progress(enum dossier_status s, int flow_done,
                                         int flow_total)
{
    struct dossier_progress p = {.total = flow_total + 3};

    check(flow_done >= 0 && flow_done <= flow_total);
    if (dossier_is_closed(s))
        p.done = p.total;
    else if (s == STATUS_DONE)
        p.done = p.total - 1;
    else
        p.done = s == STATUS_NEW ? 1 : 2 + flow_done;
    p.percent = p.done * 100 / p.total;
    return p;
}

/* 2020-01-01T00:00Z; 30 bits of seconds last until 2054. */
#define EPOCH_SECONDS INT64_C(1577836800)

struct str dossier_submission_code(struct arena *a, struct instant now)
{
    int64_t seconds = now.us / SECOND_US - EPOCH_SECONDS;
    char time_bits[SUBMISSION_LETTERS - SUBMISSION_RANDOM_LETTERS];
    struct str time_part;

    for (size_t i = sizeof time_bits; i > 0; i--) {
        time_bits[i - 1] = (char)(seconds & 31);
        seconds >>= 5;
    }
    time_part = code_text(a, (struct str){time_bits, sizeof time_bits});
    return arena_printf(a, "%s%s", time_part.p,
                        crypto_random_code(a, SUBMISSION_RANDOM_LETTERS).p);
}

struct str dossier_code_spaced(struct arena *a, struct str code)
{
    if (code.n != SUBMISSION_LETTERS)
        return code;
    return arena_printf(a, "%.4s-%.5s-%.5s", code.p, code.p + 4, code.p + 9);
}

struct str dossier_code(struct arena *a, struct str agency_code, struct day d,
                        int64_t number)
{
    struct civil c = day_civil(d);

    check(number >= 1);
    return arena_printf(a, "%.*s-%02d%02d%02d-%04" PRId64, STR_ARG(agency_code),
                        c.year % 100, c.month, c.day, number);
}

static bool is_digits(struct str s, size_t min, size_t max)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n >= min && s.n <= max;
}

/* "H01.21", "000.17.22.H56": capitals, digits and dots. */
static bool is_agency_code(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '.')
            return false;
    }
    return s.n >= 3 && s.n <= 20;
}

static struct str without_blanks_in_capitals(struct arena *a, struct str s)
{
    char *copy = arena_alloc(a, s.n + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];

        if (c != ' ')
            copy[n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return (struct str){copy, n};
}

static bool is_dossier_code(struct str s)
{
    struct str rest = s;
    struct str agency;
    struct str date;
    struct str number;

    return str_next(&rest, '-', &agency) && str_next(&rest, '-', &date) &&
           str_next(&rest, '-', &number) && !rest.p && is_agency_code(agency) &&
           is_digits(date, 6, 6) && is_digits(number, 4, 5);
}

bool dossier_code_read(struct arena *a, struct str typed, struct str *ret,
                       bool *ret_is_submission)
{
    struct str trimmed = str_trim(typed);
    struct str capitals;

    if (trimmed.n > 64)
        return false;
    capitals = without_blanks_in_capitals(a, trimmed);
    if (is_dossier_code(capitals)) {
        *ret = capitals;
        *ret_is_submission = false;
        return true;
    }
    if (!code_read(a, trimmed, SUBMISSION_LETTERS, ret))
        return false;
    *ret_is_submission = true;
    return true;
}
