#include "base/prelude.h"

#include "base/check.h"

#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/dossier_store.h"

static const struct instant *or_null(const struct instant *t)
{
    return t->us ? t : NULL;
}

static struct instant or_never(bool has, struct instant t)
{
    return has ? t : (struct instant){0};
}

struct str dossier_shown_code(struct arena *a, const struct dossier *d)
{
    return d->code.p ? d->code : dossier_code_spaced(a, d->submission_code);
}

enum err dossier_create(struct tx *t, const struct dossier *d,
                        struct str name_fold)
{
    return dossier_insert(
        t,
        &(struct dossier_insert_in){
            .id = d->id,
            .submission_code = d->submission_code,
            .code = d->code,
            .procedure_code = d->procedure_code,
            .version_id = d->version_id,
            .field = d->field,
            .case_code = d->case_code,
            .channel = (int32_t)d->channel,
            .status = (int32_t)d->status,
            .point_id = d->point_id,
            .receiver_id = d->receiver_id,
            .resolver_id = d->resolver_id,
            .return_point_id = d->return_point_id,
            .delivery = (int32_t)d->delivery,
            .area = d->area,
            .person_id = d->person_id,
            .account_id = d->account_id ? &d->account_id : NULL,
            .name_fold = name_fold,
            .limit_unit = limit_unit_name(d->limit.unit),
            .limit_value = d->limit.value,
            .submitted_at = d->submitted_at,
            .answer_due_at = or_null(&d->answer_due_at),
            .step_count = d->step_count,
            .event_count = d->event_count,
            .last_hash = d->last_hash,
        },
        NULL);
}

static void from_row(const struct dossier_find_row *r, struct dossier *ret)
{
    *ret = (struct dossier){
        .id = r->id,
        .submission_code = r->submission_code,
        .code = r->code,
        .procedure_code = r->procedure_code,
        .version_id = r->version_id,
        .field = r->field,
        .case_code = r->case_code,
        .channel = (enum channel)r->channel,
        .delivery = (enum channel)r->delivery,
        .status = (enum dossier_status)r->status,
        .point_id = r->point_id,
        .receiver_id = r->receiver_id,
        .resolver_id = r->resolver_id,
        .return_point_id = r->return_point_id,
        .area = r->area,
        .person_id = r->person_id,
        .account_id = r->has_account_id ? r->account_id : 0,
        .limit.value = r->limit_value,
        .submitted_at = r->submitted_at,
        .answer_due_at = or_never(r->has_answer_due_at, r->answer_due_at),
        .accepted_at = or_never(r->has_accepted_at, r->accepted_at),
        .due_at = or_never(r->has_due_at, r->due_at),
        .first_due_at = or_never(r->has_first_due_at, r->first_due_at),
        .lawful_due_at = or_never(r->has_lawful_due_at, r->lawful_due_at),
        .ended_at = or_never(r->has_ended_at, r->ended_at),
        .returned_at = or_never(r->has_returned_at, r->returned_at),
        .step_count = r->step_count,
        .event_count = r->event_count,
        .last_hash = r->last_hash,
    };
    check(limit_unit_parse(r->limit_unit, &ret->limit.unit));
}

enum err dossier_load(struct tx *t, int64_t id, struct dossier *ret)
{
    struct dossier_find_row row;
    bool found;

    TRY(dossier_find(t, id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no dossier %" PRId64, id);
    from_row(&row, ret);
    return ERR_OK;
}

enum err dossier_load_locked(struct tx *t, int64_t id, struct dossier *ret)
{
    TRY(dossier_lock(t, id, NULL));
    return dossier_load(t, id, ret);
}

enum err dossier_id_of(struct tx *t, struct str typed_code, int64_t *ret)
{
    struct dossier_by_code_row by_code = {0};
    struct dossier_by_submission_row by_submission = {0};
    struct str code;
    bool is_submission;
    bool found;

    if (!dossier_code_read(t->cx->arena, typed_code, &code, &is_submission))
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "not a code");
    if (is_submission)
        TRY(dossier_by_submission(t, code, &by_submission, &found));
    else
        TRY(dossier_by_code(t, code, &by_code, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no dossier of that code");
    *ret = is_submission ? by_submission.id : by_code.id;
    return ERR_OK;
}

static struct str step_or_empty(struct str step)
{
    return step.p ? step : S("");
}

static enum err standing_by_code(struct tx *t, struct str code,
                                 struct dossier_standing *ret, bool *ret_found)
{
    struct dossier_standing_by_code_row row;

    TRY(dossier_standing_by_code(t, code, &row, ret_found));
    if (*ret_found)
        *ret =
            (struct dossier_standing){code, (enum dossier_status)row.status,
                                      row.version_id, step_or_empty(row.step)};
    return ERR_OK;
}

static enum err standing_by_submission(struct tx *t, struct str code,
                                       struct dossier_standing *ret,
                                       bool *ret_found)
{
    struct dossier_standing_by_submission_row row;

    TRY(dossier_standing_by_submission(t, code, &row, ret_found));
    if (*ret_found)
        *ret = (struct dossier_standing){
            row.code.p ? row.code : dossier_code_spaced(t->cx->arena, code),
            (enum dossier_status)row.status, row.version_id,
            step_or_empty(row.step)};
    return ERR_OK;
}

enum err dossier_standing(struct tx *t, struct str typed_code,
                          struct dossier_standing *ret)
{
    struct str code;
    bool is_submission;
    bool found;

    if (!dossier_code_read(t->cx->arena, typed_code, &code, &is_submission))
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "not a code");
    TRY(is_submission ? standing_by_submission(t, code, ret, &found)
                      : standing_by_code(t, code, ret, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no dossier has that code");
    return ERR_OK;
}

enum err dossier_save(struct tx *t, const struct dossier *d)
{
    return dossier_update(t,
                          &(struct dossier_update_in){
                              .id = d->id,
                              .code = d->code,
                              .status = (int32_t)d->status,
                              .answer_due_at = or_null(&d->answer_due_at),
                              .accepted_at = or_null(&d->accepted_at),
                              .due_at = or_null(&d->due_at),
                              .first_due_at = or_null(&d->first_due_at),
                              .lawful_due_at = or_null(&d->lawful_due_at),
                              .ended_at = or_null(&d->ended_at),
                              .returned_at = or_null(&d->returned_at),
                              .step_count = d->step_count,
                              .event_count = d->event_count,
                              .last_hash = d->last_hash,
                          },
                          NULL);
}

static struct dossier_step waiting(const struct step_waiting_row *r)
{
    return (struct dossier_step){
        .n = r->n,
        .work = (enum dossier_work)r->kind,
        .step = r->step,
        .role = r->role,
        .desk_id = r->desk_id,
        .account_id = r->has_account_id ? r->account_id : 0,
        .opened_at = r->opened_at,
        .due_at = r->due_at,
        .request_n = r->request_n,
        .side = r->side,
    };
}

/* The last that waits on the main way where n is 0, else that of number n. */
static enum err find_waiting(struct tx *t, int64_t dossier_id, int n,
                             struct dossier_step *ret)
{
    struct step_waiting_rows rows;
    bool found = false;

    TRY(step_waiting(t, dossier_id, DOSSIER_STEPS_MAX, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const struct step_waiting_row *r = &rows.row[i];

        if (n ? r->n == n : !r->side) {
            *ret = waiting(r);
            found = true;
        }
    }
    return found ? ERR_OK
                 : RAISE(&t->cx->err, ERR_NOT_FOUND, "no such step waits");
}

enum err dossier_open_step(struct tx *t, int64_t dossier_id,
                           struct dossier_step *ret)
{
    return find_waiting(t, dossier_id, 0, ret);
}

enum err dossier_waiting_step(struct tx *t, int64_t dossier_id, int n,
                              struct dossier_step *ret)
{
    if (n < 1)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no number of a step");
    return find_waiting(t, dossier_id, n, ret);
}

enum err dossier_steps(struct tx *t, int64_t dossier_id,
                       const struct dossier_step **ret, size_t *ret_count)
{
    struct step_list_rows rows;
    struct dossier_step *steps;

    TRY(step_list(t, dossier_id, DOSSIER_STEPS_MAX, &rows));
    steps = ARENA_ARRAY(t->cx->arena, struct dossier_step, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct step_list_row *r = &rows.row[i];

        steps[i] = (struct dossier_step){
            .n = r->n,
            .work = (enum dossier_work)r->kind,
            .step = r->step,
            .role = r->role,
            .desk_id = r->desk_id,
            .account_id = r->has_account_id ? r->account_id : 0,
            .opened_at = r->opened_at,
            .due_at = r->due_at,
            .closed_at = or_never(r->has_closed_at, r->closed_at),
            .action = r->action,
            .request_n = r->request_n,
            .side = r->side,
        };
    }
    *ret = steps;
    *ret_count = rows.count;
    return ERR_OK;
}

enum err dossier_step_add(struct tx *t, int64_t dossier_id,
                          const struct dossier_step *s)
{
    return step_insert(t,
                       &(struct step_insert_in){
                           .dossier_id = dossier_id,
                           .n = s->n,
                           .kind = (int32_t)s->work,
                           .step = s->step,
                           .role = s->role,
                           .desk_id = s->desk_id,
                           .account_id = s->account_id ? &s->account_id : NULL,
                           .opened_at = s->opened_at,
                           .due_at = s->due_at,
                           .request_n = s->request_n,
                           .side = s->side,
                       },
                       NULL);
}

void dossier_event_seal(struct arena *a, struct dossier *d,
                        struct dossier_event *e, struct str salt,
                        struct sealed_event *ret)
{
    struct digest hash;

    e->dossier_id = d->id;
    e->n = d->event_count + 1;
    ret->event = *e;
    ret->body = event_body(a, e, salt);
    hash = event_hash(a, d->last_hash, ret->body);
    ret->hash = arena_str(a, digest_str(&hash));
    d->event_count = e->n;
    d->last_hash = ret->hash;
}

enum err dossier_event_write(struct tx *t, const struct sealed_event *s)
{
    const struct dossier_event *e = &s->event;

    return event_insert(t,
                        &(struct event_insert_in){
                            .dossier_id = e->dossier_id,
                            .n = e->n,
                            .schema = EVENT_SCHEMA,
                            .event = (int32_t)e->kind,
                            .account_id = e->account_id,
                            .desk_id = e->desk_id,
                            .recorded_at = e->recorded_at,
                            .effective_at = e->effective_at,
                            .status_before = (int32_t)e->before,
                            .status_after = (int32_t)e->after,
                            .due_before = or_null(&e->due_before),
                            .due_after = or_null(&e->due_after),
                            .detail = e->detail,
                            .reason = e->reason,
                            .body = s->body,
                            .hash = s->hash,
                        },
                        NULL);
}

enum err dossier_events(struct tx *t, int64_t dossier_id,
                        const struct dossier_event **ret, size_t *ret_count)
{
    struct event_list_rows rows;
    struct dossier_event *events;

    TRY(event_list(t, dossier_id, DOSSIER_EVENTS_MAX, &rows));
    events = ARENA_ARRAY(t->cx->arena, struct dossier_event, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct event_list_row *r = &rows.row[i];

        events[i] = (struct dossier_event){
            .dossier_id = dossier_id,
            .n = r->n,
            .kind = (enum dossier_event_kind)r->event,
            .account_id = r->account_id,
            .desk_id = r->desk_id,
            .recorded_at = r->recorded_at,
            .effective_at = r->effective_at,
            .before = (enum dossier_status)r->status_before,
            .after = (enum dossier_status)r->status_after,
            .due_before = or_never(r->has_due_before, r->due_before),
            .due_after = or_never(r->has_due_after, r->due_after),
            .detail = r->detail,
            .reason = r->reason,
        };
    }
    *ret = events;
    *ret_count = rows.count;
    return ERR_OK;
}
