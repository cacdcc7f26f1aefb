#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/crypto.h"

#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/dossier_store.h"
#include "domain/paper/draft_store.h"
#include "domain/paper/paper_store.h"

#include "fault/fault.sql.h"
#include "fault/whole.h"

/* Everything that a submission writes about one draft. */
struct seen {
    int64_t draft_id;
    struct draft draft;
    struct dossier dossier;
    struct dossier_answers_find_row answers;
    bool has_answers;
    struct event_list_rows events;
    struct papers papers;
    struct step_waiting_rows steps;
    struct fault_told_row told;
};

static enum err load(struct tx *t, void *arg)
{
    struct seen *s = arg;
    int64_t id;

    TRY(draft_load(t, s->draft_id, &s->draft));
    id = s->draft.dossier_id;
    TRY(dossier_load(t, id, &s->dossier));
    TRY(dossier_answers_find(t, id, &s->answers, &s->has_answers));
    TRY(event_list(t, id, DOSSIER_EVENTS_MAX, &s->events));
    TRY(papers_of_dossier(t, id, &s->papers));
    TRY(step_waiting(t, id, DOSSIER_STEPS_MAX, &s->steps));
    return fault_told(t, id, &s->told);
}

static void check_answers(const struct seen *s)
{
    struct digest seal;

    assert_true(s->has_answers);
    seal = event_seal(s->answers.salt, s->answers.answers);
    assert_true(str_eq(s->answers.digest, digest_str(&seal)));
}

static void check_chain(struct arena *a, const struct seen *s)
{
    struct str before = S("");

    assert_int_equal(s->events.count, 1);
    for (size_t i = 0; i < s->events.count; i++) {
        const struct event_list_row *e = &s->events.row[i];
        struct digest hash = event_hash(a, before, e->body);

        assert_int_equal(e->n, i + 1);
        assert_true(str_eq(e->hash, digest_str(&hash)));
        before = e->hash;
    }
    assert_true(str_eq(s->dossier.last_hash, before));
    assert_int_equal(s->dossier.event_count, s->events.count);
}

struct str whole_dossier(struct database *d, int64_t draft_id, size_t papers)
{
    struct seen s = {.draft_id = draft_id};

    must(db_read(d->db, &d->cx, load, &s), &d->cx);
    assert_int_equal(s.dossier.status, STATUS_NEW);
    assert_int_equal(s.dossier.account_id, s.draft.account_id);
    check_answers(&s);
    check_chain(d->cx.arena, &s);
    assert_int_equal(s.papers.count, papers);
    assert_int_equal(s.steps.count, 1);
    assert_int_equal(s.told.n, 1);
    return s.dossier.submission_code;
}

struct count {
    struct fault_census_row rows;
    struct tally_differs_row tally;
};

static enum err count(struct tx *t, void *arg)
{
    struct count *c = arg;

    TRY(fault_census(t, &c->rows));
    return tally_differs(t, &c->tally);
}

void whole_census(struct database *d, size_t dossiers, size_t open_drafts,
                  size_t papers)
{
    struct count c;

    must(db_read(d->db, &d->cx, count, &c), &d->cx);
    assert_int_equal(c.rows.dossiers, dossiers);
    assert_int_equal(c.rows.answers, dossiers);
    assert_int_equal(c.rows.events, dossiers);
    assert_int_equal(c.rows.steps, dossiers);
    assert_int_equal(c.rows.papers, papers * dossiers);
    assert_int_equal(c.rows.told, dossiers);
    assert_int_equal(c.rows.open_drafts, open_drafts);
    assert_int_equal(c.tally.n, 0);
}
