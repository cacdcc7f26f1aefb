#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/msg.h"
#include "base/viet.h"

#include "domain/dossier/queue.sql.h"

#include "service/permit.h"
#include "service/queue.h"

#define ROLES_BYTES_MAX 200

/* The mode of the statement queue_page. */
enum { OF_STEPS, OF_RUNNING, OF_PERSON };

/* Which kinds of work a queue holds, and which capability opens it. */
static const struct {
    struct str key;
    enum dossier_work low, high;
    enum capability capability;
} queues[QUEUE_COUNT] = {
    [QUEUE_RECEIVE] = {S_INIT("tiep-nhan"), WORK_RECEIVE, WORK_RECEIVE,
                       CAP_DOSSIER_RECEIVE},
    [QUEUE_TRANSFER] = {S_INIT("ban-giao"), WORK_TRANSFER, WORK_TRANSFER,
                        CAP_DOSSIER_TRANSFER},
    [QUEUE_ASSIGN] = {S_INIT("phan-cong"), WORK_ASSIGN, WORK_ASSIGN,
                      CAP_DOSSIER_ASSIGN},
    [QUEUE_PROCESS] = {S_INIT("xu-ly"), WORK_PROCESS, WORK_CONSULT,
                       CAP_DOSSIER_PROCESS},
    [QUEUE_SIGN] = {S_INIT("ky"), WORK_APPROVE, WORK_APPROVE,
                    CAP_DOSSIER_APPROVE},
    [QUEUE_NUMBER] = {S_INIT("cap-so"), WORK_ISSUE, WORK_ISSUE,
                      CAP_RESULT_ISSUE},
    [QUEUE_RETURN] = {S_INIT("tra-ket-qua"), WORK_RETURN, WORK_RETURN,
                      CAP_RESULT_RETURN},
    [QUEUE_SEND] = {S_INIT("gui-yeu-cau"), WORK_SEND, WORK_SEND,
                    CAP_DOSSIER_RECEIVE},
    [QUEUE_AWAIT] = {S_INIT("cho-nguoi-nop"), WORK_AWAIT, WORK_AWAIT,
                     CAP_DOSSIER_RECEIVE},
    [QUEUE_DECIDE] = {S_INIT("quyet-dinh"), WORK_DECIDE, WORK_DECIDE,
                      CAP_DOSSIER_DECIDE},
    [QUEUE_RUNNING] = {S_INIT("dang-xu-ly"), 0, 0, CAP_DOSSIER_SEE},
    [QUEUE_LATE] = {S_INIT("qua-han"), 0, 0, CAP_DOSSIER_SEE},
};

struct str queue_key(enum queue q)
{
    check(q < QUEUE_COUNT);
    return queues[q].key;
}

bool queue_parse(struct str key, enum queue *ret)
{
    for (int q = 0; q < QUEUE_COUNT; q++)
        if (str_eq(key, queues[q].key)) {
            *ret = (enum queue)q;
            return true;
        }
    return false;
}

bool queue_holds(enum queue q, enum dossier_work work)
{
    return queues[q].low <= work && work <= queues[q].high;
}

bool queue_is_offered(const struct actor *who, enum queue q, struct day today)
{
    return grant_allows(who, queues[q].capability, NULL, today);
}

/* "|reception|leader|": the roles that have a capability. */
static struct str roles_with(struct arena *a, enum capability c)
{
    struct buf b = buf_new(a, ROLES_BYTES_MAX);

    buf_add_char(&b, '|');
    for (int r = 0; r < ROLE_COUNT; r++)
        if (role_has((enum role)r, c)) {
            buf_add(&b, role_key((enum role)r));
            buf_add_char(&b, '|');
        }
    check(!b.full);
    return buf_str(&b);
}

static void count_kind(const struct queue_counts_row *r,
                       struct queue_count ret[QUEUE_COUNT])
{
    for (int q = 0; q < QUEUE_COUNT; q++)
        if (queue_holds((enum queue)q, (enum dossier_work)r->kind)) {
            ret[q].waiting += r->waiting;
            ret[q].late += r->late;
            ret[q].unheld += r->unheld;
        }
}

enum err queue_counts_of(struct tx *t, const struct actor *who,
                         struct queue_count ret[QUEUE_COUNT])
{
    struct day today = instant_day(t->cx->now);
    struct queue_counts_rows rows;
    struct running_counts_row running;

    TRY(queue_counts(t, who->account_id, today, t->cx->now, WORK_RETURN,
                     WORK_COUNT, &rows));
    TRY(running_counts(t, who->account_id, today,
                       roles_with(t->cx->arena, CAP_DOSSIER_SEE), t->cx->now,
                       &running));
    memset(ret, 0, QUEUE_COUNT * sizeof *ret);
    for (size_t i = 0; i < rows.count; i++)
        count_kind(&rows.row[i], ret);
    ret[QUEUE_RUNNING] =
        (struct queue_count){.waiting = running.running, .late = running.late};
    ret[QUEUE_LATE] =
        (struct queue_count){.waiting = running.late, .late = running.late};
    return ERR_OK;
}

static struct instant or_none(bool has, struct instant t)
{
    return has ? t : (struct instant){0};
}

static struct queue_row from_row(const struct queue_page_row *r)
{
    return (struct queue_row){
        .id = r->id,
        .sort_due = r->sort_due,
        .work = r->has_kind ? (enum dossier_work)r->kind : 0,
        .step = r->has_n ? r->n : 0,
        .role = r->role,
        .desk_id = r->has_desk_id ? r->desk_id : 0,
        .holder_id = r->has_holder_id ? r->holder_id : 0,
        .holder = r->holder,
        .step_due = or_none(r->has_step_due, r->step_due),
        .submission_code = r->submission_code,
        .code = r->code,
        .procedure_code = r->procedure_code,
        .procedure = {{r->name_vi, r->name_en}},
        .version_id = r->version_id,
        .channel = (enum channel)r->channel,
        .status = (enum dossier_status)r->status,
        .point_id = r->point_id,
        .submitted_at = r->submitted_at,
        .answer_due_at = or_none(r->has_answer_due_at, r->answer_due_at),
        .accepted_at = or_none(r->has_accepted_at, r->accepted_at),
        .due_at = or_none(r->has_due_at, r->due_at),
        .ended_at = or_none(r->has_ended_at, r->ended_at),
        .person = r->person,
        .area = r->area,
    };
}

static enum err page(struct tx *t, const struct queue_page_in *in,
                     struct queue_rows *ret)
{
    struct queue_page_rows rows;
    struct queue_row *row;

    TRY(queue_page(t, in, QUEUE_PAGE_MAX, &rows));
    row = ARENA_ARRAY(t->cx->arena, struct queue_row, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        row[i] = from_row(&rows.row[i]);
    *ret = (struct queue_rows){row, rows.count, rows.more};
    return ERR_OK;
}

enum err queue_choices_of(struct tx *t, const struct actor *who, enum queue q,
                          const struct queue_choice **ret, size_t *ret_count)
{
    bool of_steps = queues[q].low != 0;
    struct arena *a = t->cx->arena;
    struct queue_choices_rows rows;
    struct queue_choice *list;
    struct queue_choices_in in = {
        .account_id = who->account_id,
        .on_day = instant_day(t->cx->now),
        .mode = of_steps ? OF_STEPS : OF_RUNNING,
        .low = (int32_t)queues[q].low,
        .high = (int32_t)queues[q].high,
        .roles = roles_with(a, of_steps ? CAP_STAFF_HOME : CAP_DOSSIER_SEE),
    };

    TRY(queue_choices(t, &in, QUEUE_CHOICES_MAX, &rows));
    list = ARENA_ARRAY(a, struct queue_choice, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct queue_choices_row *r = &rows.row[i];

        list[i] = (struct queue_choice){
            .procedure = r->procedure_code,
            .name = {{r->name_vi, r->name_en}},
            .field = r->field,
            .field_name = {{r->field_vi, r->field_en}},
        };
    }
    *ret = list;
    *ret_count = rows.count;
    return ERR_OK;
}

/* What asks nothing: every instant, every text. */
static struct queue_page_in everything(struct tx *t, const struct actor *who)
{
    return (struct queue_page_in){
        .account_id = who->account_id,
        .on_day = instant_day(t->cx->now),
        .after_due = {INT64_MIN},
        .field = S(""),
        .procedure = S(""),
        .from_at = {INT64_MIN},
        .until_at = {INT64_MAX},
        .late_before = {INT64_MAX},
        .name = S(""),
        .identifier = S(""),
    };
}

static int64_t holder_of(enum queue_holder h, const struct actor *who)
{
    switch (h) {
    case HOLDER_ANY: return 0;
    case HOLDER_ME: return who->account_id;
    case HOLDER_NOBODY: return -1;
    }
    UNREACHABLE();
}

static void narrow(struct queue_page_in *in, struct tx *t,
                   const struct actor *who, const struct queue_filter *f)
{
    if (f->after_id) {
        in->after_due = f->after_due;
        in->after_id = f->after_id;
    }
    if (!str_empty(f->field))
        in->field = f->field;
    if (!str_empty(f->procedure))
        in->procedure = f->procedure;
    in->channel = (int32_t)f->channel;
    in->holder = holder_of(f->holder, who);
    if (f->has_from)
        in->from_at = instant_at(f->from, 0);
    if (f->has_to)
        in->until_at = instant_at(f->to, MINUTES_PER_DAY);
    if (f->late_only)
        in->late_before = t->cx->now;
    if (!str_empty(f->name))
        in->name = viet_fold(t->cx->arena, f->name);
}

enum err queue_list(struct tx *t, const struct actor *who, enum queue q,
                    const struct queue_filter *f, struct queue_rows *ret)
{
    struct queue_page_in in = everything(t, who);
    bool of_steps = q == QUEUE_ANY || queues[q].low != 0;

    narrow(&in, t, who, f);
    in.mode = of_steps ? OF_STEPS : OF_RUNNING;
    in.low = q == QUEUE_ANY ? WORK_RECEIVE : (int32_t)queues[q].low;
    in.high = q == QUEUE_ANY ? WORK_COUNT - 1 : (int32_t)queues[q].high;
    in.roles =
        roles_with(t->cx->arena, of_steps ? CAP_STAFF_HOME : CAP_DOSSIER_SEE);
    if (q == QUEUE_LATE)
        in.late_before = t->cx->now;
    return page(t, &in, ret);
}

enum err queue_of_person(struct tx *t, const struct actor *who,
                         struct str identifier, struct queue_rows *ret)
{
    struct queue_page_in in = everything(t, who);

    in.mode = OF_PERSON;
    in.roles = roles_with(t->cx->arena, CAP_DOSSIER_SEE);
    in.identifier = identifier;
    return page(t, &in, ret);
}

/* The waiting step, when the officer has its role at its desk. */
static enum err step_of(struct tx *t, const struct actor *who,
                        int64_t dossier_id, int n, struct dossier_step *ret)
{
    struct dossier d;
    struct permit where;
    enum err e;

    TRY(dossier_load(t, dossier_id, &d));
    e = dossier_waiting_step(t, dossier_id, n, ret);
    if (e == ERR_NOT_FOUND)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_MOVE_TOO_LATE);
    TRY(e);
    where = (struct permit){ret->desk_id, d.field, d.procedure_code};
    return permit_role(t, who, ret->role, &where);
}

enum err queue_take(struct tx *t, const struct actor *who, int64_t dossier_id,
                    int n)
{
    struct dossier_step s;
    int64_t changed;

    TRY(step_of(t, who, dossier_id, n, &s));
    TRY(step_hold(t, dossier_id, s.n, who->account_id, &changed));
    if (!changed)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_QUEUE_TAKEN);
    return ERR_OK;
}

enum err queue_lay_back(struct tx *t, const struct actor *who,
                        int64_t dossier_id, int n)
{
    struct dossier_step s;
    int64_t changed;

    TRY(step_of(t, who, dossier_id, n, &s));
    TRY(step_let_go(t, dossier_id, s.n, who->account_id, &changed));
    if (!changed)
        return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_QUEUE_NOT_YOURS);
    return ERR_OK;
}
