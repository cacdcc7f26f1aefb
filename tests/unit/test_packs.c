/*
 * The real packs of data/packs: that each may be used, and that its fields.md
 * is still true. A table line is
 *
 *     | line | label as printed | type | `path` `path` | note |
 */
#include "base/prelude.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/crypto.h"
#include "base/io.h"

#include "domain/pack/pack.h"

#define PACKS_MAX   200
#define TABLE_BYTES ((size_t)1 << 20)
#define COLUMN      4 /* of the paths; the line starts with a bar */

static const struct pack *pack_of(struct arena *a, const char *folder)
{
    struct findings f = findings_new(a);
    const struct json *gathered = pack_gather(a, &f, str_c(folder));
    const struct pack *pack = NULL;

    if (gathered)
        pack = pack_read(a, a, &f, gathered);
    for (size_t i = 0; i < f.count; i++)
        print_message("%s: %s\n", folder,
                      finding_text(a, LANG_EN, &f.item[i]).p);
    return f.errors == 0 ? pack : NULL;
}

static struct str table_of(struct arena *a, const char *folder)
{
    struct errbox box = {0};
    struct str table = {0};
    const char *path = arena_printf(a, "%s/fields.md", folder).p;

    assert_int_equal(ERR_OK, io_read_file(&box, a, path, TABLE_BYTES, &table));
    return table;
}

static bool named(struct arena *a, struct str table, struct str path)
{
    return str_find(table, arena_printf(a, "`%.*s`", STR_ARG(path))) < table.n;
}

/* "lines[].code" is written "lines.code". */
static struct str written(struct arena *a, struct str path)
{
    size_t mark = str_find(path, S("[]"));

    if (mark >= path.n)
        return path;
    return arena_printf(a, "%.*s%.*s", STR_ARG(str_sub(path, 0, mark)),
                        STR_ARG(str_sub(path, mark + 2, path.n)));
}

/* A block that is named whole stands for its members. */
static const struct field *forgotten(struct arena *a, const struct form *form,
                                     struct str table)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *f = &form->field[i];

        if (field_holds_others(f) || named(a, table, written(a, f->path)))
            continue;
        if (!f->parent || !named(a, table, f->parent->path))
            return f;
    }
    return NULL;
}

/* The same path with the mark of rows, if it is a column of a table. */
static bool is_field(struct arena *a, const struct form *form, struct str path)
{
    size_t dot = str_find_char(path, '.', 0);

    if (form_field(form, path))
        return true;
    return dot < path.n &&
           form_field(form, arena_printf(a, "%.*s[]%.*s",
                                         STR_ARG(str_sub(path, 0, dot)),
                                         STR_ARG(str_sub(path, dot, path.n))));
}

static struct str cell_of(struct str line)
{
    struct str cell = {0};

    for (int i = 0; i <= COLUMN; i++) {
        if (!str_next(&line, '|', &cell))
            return (struct str){0};
    }
    return str_trim(cell);
}

/* The first path of the table that the form does not have; else empty. */
static struct str invented(struct arena *a, const struct form *form,
                           struct str table)
{
    struct str line, word, rest;

    while (str_next(&table, '\n', &line)) {
        rest = cell_of(line);
        if (!str_starts(line, S("|")) || !str_starts(rest, S("`")))
            continue;
        while (str_next(&rest, ' ', &word)) {
            struct str path = str_sub(word, 1, word.n - 1);

            if (!is_field(a, form, path))
                return path;
        }
    }
    return (struct str){0};
}

static size_t folders(struct arena *a, const char *folder[])
{
    DIR *dir = opendir(SOURCE_ROOT "/data/packs");
    const struct dirent *entry;
    size_t count = 0;

    assert_non_null(dir);
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        assert_true(count < PACKS_MAX);
        folder[count++] =
            arena_printf(a, SOURCE_ROOT "/data/packs/%s", entry->d_name).p;
    }
    closedir(dir);
    return count;
}

static void check_pack(const char *folder)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    const struct pack *pack = pack_of(a, folder);
    struct str table = table_of(a, folder);
    const struct field *lost;
    struct str extra;

    assert_non_null(pack);
    lost = forgotten(a, pack->form, table);
    if (lost)
        fail_msg("%s: %s is not in fields.md", folder, lost->path.p);
    extra = invented(a, pack->form, table);
    if (extra.n > 0)
        fail_msg("%s: %.*s is not in form.json", folder, STR_ARG(extra));
    arena_free(a);
}

static void every_pack_may_be_used_and_its_table_is_true(void **state)
{
    struct arena *a = arena_new((size_t)1 << 20);
    const char *folder[PACKS_MAX];
    size_t count = folders(a, folder);

    (void)state;
    assert_true(count >= 12);
    for (size_t i = 0; i < count; i++)
        check_pack(folder[i]);
    arena_free(a);
}

static void a_table_that_forgets_or_invents_is_found(void **state)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    const struct pack *pack = pack_of(a, SOURCE_ROOT "/data/packs/2.000815");
    struct str table = table_of(a, SOURCE_ROOT "/data/packs/2.000815");
    size_t at = str_find(table, S("`papers.copies`"));
    struct str cut;

    (void)state;
    assert_non_null(pack);
    assert_true(at < table.n);
    cut = arena_printf(a, "%.*s`papers.copie`%.*s",
                       STR_ARG(str_sub(table, 0, at)),
                       STR_ARG(str_sub(table, at + 15, table.n)));
    assert_true(
        str_eq_c(forgotten(a, pack->form, cut)->path, "papers[].copies"));
    assert_true(str_eq_c(invented(a, pack->form, cut), "papers.copie"));
    arena_free(a);
}

/*
 * The shape of a flow: what is left of it without names, ids, hours and the
 * order of its steps. Each step is called by what it is, then, as often as
 * there are steps, by that and by what its ways lead to and come from: two
 * flows whose steps are called the same are the same but for names.
 */
struct shape {
    struct digest step[FLOW_STEPS_MAX];
    size_t count;
};

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct digest));
}

static void put_digest(struct buf *b, const struct digest *d)
{
    buf_add(b, (struct str){(const char *)d->b, sizeof d->b});
}

/* The digests in an order that does not depend on the steps'. */
static struct digest all_of(struct arena *a, const struct digest *d,
                            size_t count)
{
    struct digest *sorted =
        ARENA_ARRAY(a, struct digest, FLOW_STEPS_MAX * FLOW_WAYS_MAX);
    struct buf b = buf_new(a, (size_t)32 << 10);

    memcpy(sorted, d, count * sizeof *d);
    qsort(sorted, count, sizeof *sorted, by_bytes);
    for (size_t i = 0; i < count; i++)
        put_digest(&b, &sorted[i]);
    return sha256(buf_str(&b));
}

static struct digest named_itself(struct arena *a, const struct flow *flow,
                                  size_t i)
{
    const struct flow_step *s = &flow->step[i];
    struct digest task[FLOW_TASKS_MAX];
    struct buf b = buf_new(a, (size_t)4 << 10);
    struct digest tasks;

    for (size_t k = 0; k < s->task_count; k++)
        task[k] =
            sha256(arena_printf(a, "%d %.*s %d", (int)s->task[k].role,
                                STR_ARG(flow_unit_text(a, &s->task[k].unit)),
                                __builtin_popcount(s->task[k].after)));
    tasks = all_of(a, task, s->task_count);
    buf_printf(&b, "%d %d %d %.*s ", i == 0, (int)s->kind, (int)s->role,
               STR_ARG(flow_unit_text(a, &s->unit)));
    put_digest(&b, &tasks);
    return sha256(buf_str(&b));
}

static struct digest named_way(struct arena *a, const struct flow_way *way,
                               const struct digest *end)
{
    struct buf b = buf_new(a, 200);

    buf_printf(&b, "%d %d ", (int)way->action, way->is_conditional);
    put_digest(&b, end);
    return sha256(buf_str(&b));
}

/* A step by its own name, its ways and those that lead to it. */
static struct digest named_anew(struct arena *a, const struct flow *flow,
                                size_t i, const struct shape *was)
{
    struct digest out[FLOW_WAYS_MAX];
    struct digest in[FLOW_STEPS_MAX * FLOW_WAYS_MAX];
    struct buf b = buf_new(a, 200);
    struct digest part;
    size_t ins = 0;

    for (size_t k = 0; k < flow->step[i].way_count; k++)
        out[k] = named_way(a, &flow->step[i].way[k],
                           &was->step[flow->step[i].way[k].to]);
    for (size_t j = 0; j < flow->step_count; j++)
        for (size_t k = 0; k < flow->step[j].way_count; k++)
            if (flow->step[j].way[k].to == i)
                in[ins++] = named_way(a, &flow->step[j].way[k], &was->step[j]);
    put_digest(&b, &was->step[i]);
    part = all_of(a, out, flow->step[i].way_count);
    put_digest(&b, &part);
    part = all_of(a, in, ins);
    put_digest(&b, &part);
    return sha256(buf_str(&b));
}

static struct digest shape_of(const struct flow *flow)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    struct shape was = {.count = flow->step_count};
    struct digest whole;

    for (size_t i = 0; i < flow->step_count; i++)
        was.step[i] = named_itself(a, flow, i);
    for (size_t round = 0; round < flow->step_count; round++) {
        struct shape now = {.count = flow->step_count};

        for (size_t i = 0; i < flow->step_count; i++)
            now.step[i] = named_anew(a, flow, i, &was);
        was = now;
    }
    whole = all_of(a, was.step, was.count);
    arena_free(a);
    return whole;
}

static struct digest shape_in(const char *folder)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    const struct pack *pack = pack_of(a, folder);
    struct digest shape;

    assert_non_null(pack);
    shape = shape_of(pack->flow);
    arena_free(a);
    return shape;
}

static void no_two_flows_are_the_same_but_for_names(void **state)
{
    struct arena *a = arena_new((size_t)1 << 20);
    const char *folder[PACKS_MAX];
    struct digest shape[PACKS_MAX];
    size_t count = folders(a, folder);

    (void)state;
    assert_true(count >= 17 + 8);
    for (size_t i = 0; i < count; i++) {
        shape[i] = shape_in(folder[i]);
        for (size_t k = 0; k < i; k++)
            if (by_bytes(&shape[i], &shape[k]) == 0)
                fail_msg("the same flow: %s and %s", folder[i], folder[k]);
    }
    arena_free(a);
}

/* Names, ids, hours and order do not make a flow another; ways and roles do. */
static void a_shape_is_what_names_do_not_change(void **state)
{
    struct arena *a = arena_new(PACK_ARENA_BYTES);
    const struct pack *pack = pack_of(a, SOURCE_ROOT "/data/packs/2.000815");
    struct flow flow = *pack->flow;
    struct flow_step step[FLOW_STEPS_MAX];
    struct digest shape = shape_of(pack->flow);
    struct digest other;

    (void)state;
    memcpy(step, flow.step, flow.step_count * sizeof *step);
    flow.step = step;
    step[0].id = S("other");
    step[0].name.in[LANG_VI] = S("Tên khác");
    step[0].limit.value++;
    other = shape_of(&flow);
    assert_int_equal(by_bytes(&shape, &other), 0);
    step[1].role = FLOW_ROLE_DIVISION_HEAD;
    other = shape_of(&flow);
    assert_int_not_equal(by_bytes(&shape, &other), 0);
    step[1].role = pack->flow->step[1].role;
    step[0].way_count--;
    other = shape_of(&flow);
    assert_int_not_equal(by_bytes(&shape, &other), 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_two_flows_are_the_same_but_for_names),
        cmocka_unit_test(a_shape_is_what_names_do_not_change),
        cmocka_unit_test(every_pack_may_be_used_and_its_table_is_true),
        cmocka_unit_test(a_table_that_forgets_or_invents_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
