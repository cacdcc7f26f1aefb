/*
 * Numbers that others than the program hold on to: rows of a database keep
 * them, papers print them, people were told them. Who changes one in a header
 * has to change it here, and to think of the rows that there are.
 */
#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "domain/account/account.h"
#include "domain/account/account_store.h"
#include "domain/area/area_store.h"
#include "domain/calendar/calendar.h"
#include "domain/calendar/calendar_store.h"
#include "domain/calendar/limit.h"
#include "domain/deadline/deadline.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/dossier_store.h"
#include "domain/dossier/event.h"
#include "domain/dossier/request.h"
#include "domain/flow/flow.h"
#include "domain/grant/grant.h"
#include "domain/grant/grant_store.h"
#include "domain/org/org_store.h"
#include "domain/pack/pack.h"
#include "domain/pack/pack_diff.h"
#include "domain/pack/pack_store.h"
#include "domain/paper/draft_store.h"
#include "domain/paper/paper.h"
#include "domain/person/id_number.h"
#include "domain/person/person_store.h"
#include "domain/procedure/procedure.h"
#include "domain/procedure/procedure_store.h"
#include "domain/slip/receipt.h"

struct number {
    const char *name;
    int64_t is;
    int64_t has_to_be;
};

#define IS(name, n)               \
    {                             \
#name, (int64_t)(name), n \
    }

static void expect_numbers(const struct number *number, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (number[i].is != number[i].has_to_be)
            fail_msg("%s is %" PRId64 ", not %" PRId64, number[i].name,
                     number[i].is, number[i].has_to_be);
}

static void numbers_in_rows_keep_their_meaning(void **state)
{
    static const struct number rows[] = {
        IS(ACCOUNT_CITIZEN, 1),     IS(ACCOUNT_STAFF, 2),
        IS(STATUS_NONE, 0),         IS(STATUS_NEW, 1),
        IS(STATUS_ACCEPTED, 2),     IS(STATUS_REFUSED, 3),
        IS(STATUS_PROCESSING, 4),   IS(STATUS_SUPPLEMENT, 5),
        IS(STATUS_FINANCE, 6),      IS(STATUS_WITHDRAWAL, 7),
        IS(STATUS_STOPPED, 8),      IS(STATUS_DONE, 9),
        IS(STATUS_RETURNED, 10),    IS(STATUS_COUNT, 11),
        IS(EVENT_SUBMIT, 1),        IS(EVENT_INTAKE, 2),
        IS(EVENT_ACCEPT, 3),        IS(EVENT_REFUSE, 4),
        IS(EVENT_TRANSFER, 5),      IS(EVENT_ASSIGN, 6),
        IS(EVENT_ADVANCE, 7),       IS(EVENT_FINISH, 8),
        IS(EVENT_RETURN, 9),        IS(EVENT_SUPPLEMENT, 10),
        IS(EVENT_REFILE, 11),       IS(EVENT_SUPPLEMENTED, 12),
        IS(EVENT_FINANCE, 13),      IS(EVENT_FINANCE_MET, 14),
        IS(EVENT_EXTEND, 15),       IS(EVENT_WITHDRAW, 16),
        IS(EVENT_STOP, 17),         IS(EVENT_REQUEST, 18),
        IS(EVENT_ANSWER, 19),       IS(EVENT_VERIFY, 20),
        IS(EVENT_MIGRATE, 30),      IS(EVENT_KIND_COUNT, 31),
        IS(WORK_SEND, 10),          IS(WORK_AWAIT, 11),
        IS(WORK_DECIDE, 12),        IS(REQUEST_SUPPLEMENT, 1),
        IS(REQUEST_FINANCE, 2),     IS(REQUEST_EXTENSION, 3),
        IS(REQUEST_REFUSAL, 4),     IS(REQUEST_STOP, 5),
        IS(REQUEST_WITHDRAWAL, 6),  IS(REQUEST_MET, 1),
        IS(REQUEST_DECLINED, 2),    IS(REQUEST_LAPSED, 3),
        IS(SLIP_NONE, 0),           IS(SLIP_RECEIPT, 1),
        IS(SLIP_REFUSAL, 3),        IS(SLIP_SUPPLEMENT, 2),
        IS(SLIP_APOLOGY, 4),        IS(SLIP_CONTROL, 5),
        IS(SLIP_REGISTER, 6),       IS(SLIP_TRANSFER, 11),
        IS(SLIP_HANDOVER, 12),      IS(SLIP_OPINION, 13),
        IS(SLIP_MINUTES, 14),       IS(SLIP_FINANCE, 15),
        IS(SLIP_STOP, 16),          IS(WORK_RECEIVE, 1),
        IS(WORK_TRANSFER, 2),       IS(WORK_ASSIGN, 3),
        IS(WORK_PROCESS, 4),        IS(WORK_VERIFY, 5),
        IS(WORK_CONSULT, 6),        IS(WORK_APPROVE, 7),
        IS(WORK_ISSUE, 8),          IS(WORK_RETURN, 9),
        IS(WORK_COUNT, 13),         IS(PERSON_NATURAL, 1),
        IS(PERSON_ORGANISATION, 2), IS(IDENTIFIER_ID_NUMBER, 1),
        IS(IDENTIFIER_ID_CARD, 2),  IS(IDENTIFIER_PASSPORT, 3),
        IS(IDENTIFIER_TAX_CODE, 4), IS(ASSURANCE_DECLARED, 0),
        IS(ASSURANCE_SEEN, 1),      IS(ASSURANCE_VERIFIED, 2),
        IS(PROCEDURE_IMPORTED, 1),  IS(PROCEDURE_PUBLISHED, 2),
        IS(PROCEDURE_WITHDRAWN, 3), IS(TERM_FIELD, 1),
        IS(TERM_LIFE_EVENT, 2),     IS(LIMIT_UNIT_COUNT, 5),
        IS(EVENT_SCHEMA, 2),        IS(EVENT_SALT_BYTES, 16),
        IS(SUBMISSION_LETTERS, 14), IS(SUBMISSION_RANDOM_LETTERS, 8),
        IS(ID_NUMBER_DIGITS, 12),
    };

    (void)state;
    expect_numbers(rows, COUNT_OF(rows));
}

static void what_people_were_told_stays_so(void **state)
{
    static const struct number told[] = {
        IS(PAPER_BYTES_MAX, 10485760),
        IS(PAPERS_PER_COMPONENT_MAX, 20),
        IS(PAPERS_MAX, 100),
        IS(PAPER_NAME_POINTS_MAX, 120),
        IS(HANDED_PIECES_MAX, 99),
        IS(DRAFT_KEEP_DAYS, 90),
        IS(DRAFTS_MAX, 100),
        IS(DOSSIER_NUMBER_ALERT, 9999),
        IS(LOGIN_BYTES_MAX, 40),
        IS(LIMIT_VALUE_MAX, 730),
        IS(DEADLINE_MINUTES_PER_DAY, 480),
        IS(DEADLINE_SAME_DAY_CUTOFF, 900),
        IS(FLOW_DAY_HOURS, 8),
        IS(ACCOUNTS_PAGE_MAX, 200),
        IS(PERSONS_PAGE_MAX, 20),
        IS(PROCEDURE_PAGE_MAX, 50),
        IS(PROCEDURE_WORDS_MAX, 4),
    };

    (void)state;
    expect_numbers(told, COUNT_OF(told));
}

/* Less would refuse what was taken in; more needs memory, so is weighed. */
static void what_was_taken_in_has_room(void **state)
{
    static const struct number room[] = {
        IS(AREA_CODE_BYTES_MAX, 8),
        IS(AREAS_BELOW_MAX, 1000),
        IS(WORK_SESSIONS_MAX, 4),
        IS(COUNT_OF(((struct work_week *)0)->session), 7),
        IS(COUNT_OF(((struct work_week *)0)->count), 7),
        IS(CALENDAR_SEARCH_DAYS, 60),
        IS(CALENDAR_DAYS_MAX, 5000),
        IS(DEADLINE_DAYS_MAX, 1461),
        IS(DOSSIER_STEPS_MAX, 200),
        IS(DOSSIER_EVENTS_MAX, 400),
        IS(FLOW_STEPS_MAX, 20),
        IS(FLOW_WAYS_MAX, 10),
        IS(GRANTS_MAX, 32),
        IS(GRANTS_EVER_MAX, 500),
        IS(DESK_DEPTH_MAX, 8),
        IS(DESKS_MAX, 5000),
        IS(PACK_ARENA_BYTES, 33554432),
        IS(PACK_BYTES_MAX, 2097152),
        IS(PACK_CHANGES_MAX, 300),
        IS(PACK_CACHE_MAX, 128),
        IS(IDENTIFIERS_MAX, 32),
        IS(FINDINGS_MAX, 200),
        IS(PACK_ID_BYTES, 40),
        IS(PACK_TEXT_BYTES, 4000),
        IS(COUNT_OF(((struct finding *)0)->argument), 3),
        IS(PROCEDURE_CASES_MAX, 20),
        IS(PROCEDURE_COMPONENTS_MAX, 40),
        IS(PROCEDURE_ROWS_MAX, 60),
        IS(PROCEDURE_COPIES_MAX, 20),
        IS(PROCEDURE_TERMS_MAX, 200),
        IS(PROCEDURE_BODIES_MAX, 100),
        IS(RECEIPT_PAPERS_MAX, 60),
        IS(RECEIPT_JSON_MAX, 65536),
    };

    (void)state;
    expect_numbers(room, COUNT_OF(room));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_rows_keep_their_meaning),
        cmocka_unit_test(what_people_were_told_stays_so),
        cmocka_unit_test(what_was_taken_in_has_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
