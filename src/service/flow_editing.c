#include "base/prelude.h"

#include "base/msg.h"
#include "base/num.h"

#include "domain/procedure/procedure_store.h"
#include "domain/flow/flow.sql.h"
#include "domain/pack/pack_diff.h"
#include "domain/pack/pack_store.h"

#include "service/catalogue.h"
#include "service/flow_desks.h"
#include "service/flow_editing.h"

#define VERSIONS_MAX 1000

/* `o` with one member changed. */
static struct json *with(struct arena *a, const struct json *o, const char *key,
                         const struct json *value)
{
    struct json *copy = json_new_object(a);
    struct json_walk walk = json_walk(o);
    const struct json *member;
    struct str name;

    while (json_next(&walk, &name, &member)) {
        if (!str_eq_c(name, key))
            json_set(copy, arena_cstr(a, name), member);
    }
    json_set(copy, key, value);
    return copy;
}

static struct json *with_text(struct arena *a, const struct json *o,
                              const char *key, struct str text)
{
    struct json *holder = json_new_object(a);

    json_set_str(holder, key, text);
    return with(a, o, key, json_member(holder, key));
}

static enum err load_version(struct tx *t, struct flow_editing *e)
{
    struct str content;
    bool found;

    TRY(procedure_version_latest(t, e->code, &e->base_id, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such procedure");
    TRY(procedure_content(t, e->base_id, &content));
    TRY(json_parse(&t->cx->err, t->cx->arena, content, PACK_BYTES_MAX,
                   &e->gathered));
    e->flow = json_member(e->gathered, "flow");
    e->version = json_bare_text(
        json_member(json_member(e->gathered, "card"), "version"));
    return ERR_OK;
}

static enum err load_draft(struct tx *t, struct flow_editing *e)
{
    struct flow_draft_find_row row;

    TRY(flow_draft_find(t, e->code, &row, &e->has_draft));
    if (!e->has_draft)
        return ERR_OK;
    TRY(json_parse(&t->cx->err, t->cx->arena, row.content, PACK_BYTES_MAX,
                   &e->flow));
    e->revision = row.revision;
    e->is_behind = row.base_id != e->base_id;
    e->gathered = with(t->cx->arena, e->gathered, "flow", e->flow);
    return ERR_OK;
}

static void drop_arena(void *arena)
{
    arena_free(arena);
}

/* A pack is big: it gets an arena of its own, as long as the request's. */
static enum err check_all(struct tx *t, struct flow_editing *e)
{
    struct arena *own = arena_new(PACK_ARENA_BYTES);
    struct pack_reader r = {
        .arena = own, .scratch = own, .findings = &e->findings};
    struct flow_desks desks;

    arena_defer(t->cx->arena, drop_arena, own);
    e->findings = findings_new(own);
    e->pack = pack_read(own, own, &e->findings, e->gathered);
    desks = (struct flow_desks){
        .pack = e->pack,
        .node = node_root(&r, S("flow.json"), e->flow),
        .on = instant_day(t->cx->now),
    };
    return flow_desks_check(t, &desks);
}

enum err flow_editing_load(struct tx *t, const struct actor *who,
                           struct str code, struct flow_editing *ret)
{
    struct flow_editing *e = ret;

    *e = (struct flow_editing){.code = code};
    TRY(load_version(t, e));
    TRY(load_draft(t, e));
    TRY(catalogue_permit(t, who, code));
    return check_all(t, e);
}

static enum err too_late(struct tx *t)
{
    return REFUSE(&t->cx->err, ERR_CONFLICT, MSG_FLOW_EDIT_TOO_LATE);
}

static enum err begin(struct tx *t, const struct actor *who,
                      const struct flow_editing *e, struct str content)
{
    int64_t changed;

    TRY(flow_draft_open(t,
                        &(struct flow_draft_open_in){
                            .procedure_code = e->code,
                            .base_id = e->base_id,
                            .content = content,
                            .account_id = who->account_id,
                            .changed_at = t->cx->now,
                        },
                        &changed));
    return changed ? ERR_OK : too_late(t);
}

enum err flow_editing_save(struct tx *t, const struct actor *who,
                           struct str code, int revision,
                           const struct flow_edit *edit)
{
    struct flow_editing e = {.code = code};
    struct str content;
    int64_t changed;

    TRY(catalogue_permit(t, who, code));
    TRY(load_version(t, &e));
    TRY(load_draft(t, &e));
    if (e.revision != revision)
        return too_late(t);
    content =
        json_text(t->cx->arena, flow_edit_write(t->cx->arena, e.flow, edit));
    if (!e.has_draft)
        return begin(t, who, &e, content);
    TRY(flow_draft_save(t,
                        &(struct flow_draft_save_in){
                            .procedure_code = code,
                            .revision = revision,
                            .content = content,
                            .account_id = who->account_id,
                            .changed_at = t->cx->now,
                        },
                        &changed));
    return changed ? ERR_OK : too_late(t);
}

enum err flow_editing_drop(struct tx *t, const struct actor *who,
                           struct str code)
{
    TRY(catalogue_permit(t, who, code));
    return flow_draft_drop(t, code, NULL);
}

/* "2022.1" → "2022.2": the number behind the last point goes on. */
static struct str next_version(struct arena *a, struct str version, int64_t by)
{
    size_t dot = version.n;
    int64_t n;

    while (dot > 0 && version.p[dot - 1] != '.')
        dot--;
    if (dot == 0 ||
        !num_parse(str_sub(version, dot, version.n), 0, INT32_MAX, &n))
        return arena_printf(a, "%.*s.%" PRId64, STR_ARG(version), by + 1);
    return arena_printf(a, "%.*s%" PRId64, STR_ARG(str_sub(version, 0, dot)),
                        n + by);
}

static enum err free_version(struct tx *t, const struct flow_editing *e,
                             struct str *ret)
{
    for (int64_t by = 1; by < VERSIONS_MAX; by++) {
        struct str version = next_version(t->cx->arena, e->version, by);
        int64_t id;
        enum err err = procedure_version_id(t, e->code, version, &id);

        if (err == ERR_NOT_FOUND) {
            errbox_clear(&t->cx->err);
            *ret = version;
            return ERR_OK;
        }
        TRY(err);
    }
    return RAISE(&t->cx->err, ERR_RANGE, "too many versions");
}

/* The version's pack: its card and flow are of today and of that name. */
static const struct json *renamed(struct tx *t, const struct flow_editing *e,
                                  struct str version)
{
    struct arena *a = t->cx->arena;
    struct json *card =
        with_text(a, json_member(e->gathered, "card"), "version", version);

    card =
        with_text(a, card, "valid_from", day_iso(a, instant_day(t->cx->now)));
    return with(a, with(a, e->gathered, "card", card), "flow",
                with_text(a, e->flow, "version", version));
}

static enum err import(struct tx *t, const struct flow_editing *e,
                       struct str version)
{
    struct arena *own = arena_new(PACK_ARENA_BYTES);
    struct findings f = findings_new(own);
    struct catalogue_import in = {.gathered = renamed(t, e, version)};
    const struct pack *pack;

    arena_defer(t->cx->arena, drop_arena, own);
    pack = pack_read(own, own, &f, in.gathered);
    if (f.errors > 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FLOW_EDIT_FAULTS);
    in.entry = pack_entry(own, pack, in.gathered);
    return catalogue_import(t, &in);
}

static enum err require_change(struct tx *t, const struct flow_editing *e)
{
    struct flow_editing base = {.code = e->code};

    TRY(load_version(t, &base));
    if (!e->has_draft || pack_diff(t->cx->arena, base.flow, e->flow).count == 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FLOW_EDIT_SAME);
    return ERR_OK;
}

enum err flow_editing_finish(struct tx *t, const struct actor *who,
                             struct str code, struct str *ret_version)
{
    struct flow_editing e;

    TRY(flow_editing_load(t, who, code, &e));
    TRY(require_change(t, &e));
    if (e.findings.errors > 0)
        return REFUSE(&t->cx->err, ERR_INPUT, MSG_FLOW_EDIT_FAULTS);
    TRY(free_version(t, &e, ret_version));
    TRY(import(t, &e, *ret_version));
    return flow_draft_drop(t, code, NULL);
}
