#include "base/prelude.h"

#include "base/io.h"
#include "base/msg.h"

#include "domain/flow/flow_check.h"
#include "domain/pack/pack.h"

#define FILE_BYTES_MAX   ((size_t)256 << 10)
#define SHARED_FILES_MAX 100

/* What is being gathered. */
struct gathering {
    struct arena *arena;
    struct findings *findings;
    struct pack_reader reader;
    struct str folder; /* of the pack                 */
    struct str shared; /* the folder above "packs"    */
    struct json *blocks;
    struct json *lists;
    size_t shared_count;
};

static void file_error(struct gathering *g, struct str file, int message,
                       struct str a)
{
    node_error1(node_root(&g->reader, file, NULL), message, a);
}

/* NULL, and noted, when it cannot be read. */
static const struct json *read_file(struct gathering *g, struct str folder,
                                    struct str file)
{
    struct errbox box;
    const struct json *json = NULL;
    struct str path =
        arena_printf(g->arena, "%.*s/%.*s", STR_ARG(folder), STR_ARG(file));
    struct str text;
    enum err err = io_read_file(&box, g->arena, path.p, FILE_BYTES_MAX, &text);

    if (err == ERR_TOO_LARGE)
        file_error(g, file, MSG_PACK_FILE_BIG, S("256"));
    else if (err != ERR_OK)
        file_error(g, file, MSG_PACK_FILE_MISSING, STR_NONE);
    else if (json_parse(&box, g->arena, text, FILE_BYTES_MAX, &json) != ERR_OK)
        file_error(g, file, MSG_PACK_FILE_JSON,
                   arena_str(g->arena, str_c(box.detail)));
    return json;
}

/* A name that may become part of a path. */
static bool name_is_plain(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return name.n > 0 && name.n <= PACK_ID_BYTES;
}

static void gather_named(struct gathering *g, const struct json *value);

/* A block or list, once; form_read() complains of one that is missing. */
static void gather_shared(struct gathering *g, const char *folder,
                          struct json *into, struct str name)
{
    struct str file =
        arena_printf(g->arena, "%s/%.*s.json", folder, STR_ARG(name));
    struct str path;
    const struct json *json;
    struct errbox box;
    struct str text;

    if (!name_is_plain(name) || json_member(into, name.p) ||
        g->shared_count == SHARED_FILES_MAX)
        return;
    path = arena_printf(g->arena, "%.*s/%s", STR_ARG(g->shared), file.p);
    if (io_read_file(&box, g->arena, path.p, FILE_BYTES_MAX, &text) ==
        ERR_NOT_FOUND)
        return;
    g->shared_count++;
    json = read_file(g, g->shared, file);
    if (!json)
        return;
    json_set(into, name.p, json);
    gather_named(g, json);
}

static void gather_member(struct gathering *g, struct str key,
                          const struct json *member)
{
    struct node n = node_root(&g->reader, S(""), member);
    struct str name = arena_str(g->arena, node_text(n));

    if (name.p && str_eq_c(key, "block"))
        gather_shared(g, "blocks", g->blocks, name);
    else if (name.p && str_eq_c(key, "list"))
        gather_shared(g, "lists", g->lists, name);
    else
        gather_named(g, member);
}

/* Follows every "block" and "list" in a value; its depth is JSON's. */
static void gather_named(struct gathering *g, const struct json *value)
{
    struct json_walk walk;
    const struct json *member;
    struct str key;

    if (json_kind(value) == JSON_KIND_ARRAY) {
        for (size_t i = 0; i < json_count(value); i++)
            gather_named(g, json_at(value, i));
    } else if (json_kind(value) == JSON_KIND_OBJECT) {
        walk = json_walk(value);
        while (json_next(&walk, &key, &member))
            gather_member(g, key, member);
    }
}

static struct str without_slashes(struct str path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

/* "data/packs/1.001193" minus its last part; "." when there is none. */
static struct str folder_above(struct str path)
{
    size_t n = path.n;

    while (n > 0 && path.p[n - 1] != '/')
        n--;
    return n > 0 ? without_slashes(str_sub(path, 0, n)) : S(".");
}

static struct str last_part(struct str path)
{
    size_t n = path.n;

    while (n > 0 && path.p[n - 1] != '/')
        n--;
    return str_sub(path, n, path.n);
}

static void check_folder_name(struct gathering *g, const struct json *card)
{
    struct node n = node_root(&g->reader, S("card.json"), card);
    struct str code = node_text(node_key(n, "code"));
    struct str name = last_part(g->folder);

    if (code.p && !str_eq(code, name))
        node_error2(node_key(n, "code"), MSG_PACK_CODE_FOLDER, code, name);
}

const struct json *pack_gather(struct arena *a, struct findings *f,
                               struct str folder)
{
    struct gathering g = {
        .arena = a,
        .findings = f,
        .reader = {.arena = a, .scratch = a, .findings = f},
        .folder = without_slashes(folder),
        .blocks = json_new_object(a),
        .lists = json_new_object(a),
    };
    struct json *pack = json_new_object(a);
    const struct json *card = read_file(&g, g.folder, S("card.json"));
    const struct json *form = read_file(&g, g.folder, S("form.json"));
    const struct json *flow = read_file(&g, g.folder, S("flow.json"));

    if (!card || !form || !flow)
        return NULL;
    g.shared = folder_above(folder_above(g.folder));
    check_folder_name(&g, card);
    gather_named(&g, form);
    gather_shared(&g, "lists", g.lists, S("procedure_field"));
    gather_shared(&g, "lists", g.lists, S("life_event"));
    json_set(pack, "card", card);
    json_set(pack, "form", form);
    json_set(pack, "flow", flow);
    json_set(pack, "blocks", g.blocks);
    json_set(pack, "lists", g.lists);
    return pack;
}

/* A part of the pack, under the name of the file that it came from. */
static struct node part(struct pack_reader *r, const struct json *gathered,
                        const char *key, struct str file)
{
    return node_root(r, file, json_member(gathered, key));
}

static const struct form_option *find_option(const struct form_option *option,
                                             size_t count, struct str value)
{
    for (size_t i = 0; i < count; i++) {
        if (value.p && str_eq(option[i].value, value))
            return &option[i];
    }
    return NULL;
}

static const struct form_option *own_list(struct node lists, const char *name,
                                          size_t *ret_count)
{
    struct node n = lists;
    struct json *named = json_new_object(lists.reader->scratch);

    json_set_str(named, "list", str_c(name));
    n.json = named;
    n.file = S("card.json");
    return form_list_read(lists, node_key(n, "list"), ret_count);
}

/* The field and the life events of the card are values of shared lists. */
static void check_card_lists(struct node card, struct node lists,
                             struct pack *pack)
{
    const struct procedure *p = pack->card;
    const struct form_option *option;
    const struct form_option *found;
    size_t count;

    option = own_list(lists, "procedure_field", &count);
    pack->field = option;
    pack->field_count = count;
    found = find_option(option, count, p->field);
    if (found)
        pack->field_name = found->label;
    else if (p->field.p)
        node_error2(node_key(card, "field"), MSG_PACK_CONDITION_VALUE, p->field,
                    S("procedure_field"));
    option = own_list(lists, "life_event", &count);
    pack->life_event = option;
    pack->life_event_count = count;
    for (size_t i = 0; i < p->life_event_count; i++) {
        if (p->life_event[i].p && !find_option(option, count, p->life_event[i]))
            node_error2(node_at(node_key(card, "life_events"), i),
                        MSG_PACK_CONDITION_VALUE, p->life_event[i],
                        S("life_event"));
    }
}

/* Where a dossier goes follows from one answered unit. */
static void check_receive(struct node card, const struct pack *pack)
{
    struct node n = node_key(node_key(card, "receive"), "field");
    struct str path = pack->card->where_field;
    const struct field *f;

    if (!path.p)
        return;
    f = form_field(pack->form, path);
    if (!f || (f->type != TYPE_AREA && f->type != TYPE_ADDRESS))
        node_error1(n, MSG_PACK_AREA_FIELD, path);
}

static void read_when(struct node card, struct pack *pack)
{
    struct node list = node_key(card, "components");
    size_t count = pack->card->component_count;
    const struct condition **when =
        ARENA_ARRAY(card.reader->arena, const struct condition *, count);

    for (size_t i = 0; i < count; i++)
        when[i] = form_condition_read(node_key(node_at(list, i), "when"),
                                      pack->form, pack->card);
    pack->when = when;
}

static void warn_unknown_limits(struct node card, const struct pack *pack)
{
    const struct procedure *p = pack->card;
    struct node list = node_key(card, "limits");

    for (size_t i = 0; i < p->case_count; i++) {
        for (int c = CHANNEL_COUNTER; c < CHANNEL_COUNT; c++) {
            const struct procedure_limit *row =
                procedure_limit(p, (int)i, (enum channel)c);

            if ((p->channels & (1U << c)) && (!row || !row->time.known))
                node_warn2(list, MSG_PACK_UNKNOWN_LIMIT, p->cases[i].code,
                           channel_name((enum channel)c));
        }
    }
}

static const struct pack *read_parts(struct arena *a, struct arena *scratch,
                                     struct findings *f,
                                     const struct json *gathered)
{
    struct pack_reader r = {.arena = a, .scratch = scratch, .findings = f};
    struct pack *pack = ARENA_NEW(a, struct pack);
    struct node card = part(&r, gathered, "card", S("card.json"));
    struct node form = part(&r, gathered, "form", S("form.json"));
    struct node flow = part(&r, gathered, "flow", S("flow.json"));
    struct node blocks = part(&r, gathered, "blocks", S("blocks"));
    struct node lists = part(&r, gathered, "lists", S("lists"));

    pack->card = procedure_read(card);
    pack->form = form_read(form, blocks, lists, pack->card);
    pack->flow = flow_read(flow, pack->form, pack->card);
    check_card_lists(card, lists, pack);
    check_receive(card, pack);
    read_when(card, pack);
    warn_unknown_limits(card, pack);
    return pack;
}

const struct pack *pack_read(struct arena *a, struct arena *scratch,
                             struct findings *f, const struct json *gathered)
{
    struct pack_reader r = {.arena = a, .scratch = scratch, .findings = f};
    const struct pack *pack = read_parts(a, scratch, f, gathered);

    flow_check(part(&r, gathered, "flow", S("flow.json")), pack->flow,
               pack->card);
    return pack;
}

enum err pack_parse(struct errbox *box, struct arena *a, struct str content,
                    const struct pack **ret)
{
    struct arena *scratch = arena_new(PACK_ARENA_BYTES);
    struct findings f = findings_new(scratch);
    const struct json *gathered;
    const struct pack *pack;
    enum err err = json_parse(box, scratch, content, PACK_BYTES_MAX, &gathered);

    if (err == ERR_OK) {
        pack = read_parts(a, scratch, &f, gathered);
        if (f.errors == 0)
            *ret = pack;
        else
            /* Warnings come after the errors. */
            err = RAISE(box, ERR_INTERNAL, "stored pack: %s",
                        finding_text(scratch, LANG_EN, &f.item[0]).p);
    }
    arena_free(scratch);
    return err;
}

struct str finding_text(struct arena *a, enum lang lang,
                        const struct finding *f)
{
    struct str words = msg_format(a, lang, f->message, 3, f->argument);

    return arena_printf(a, "%.*s%s%.*s: %.*s", STR_ARG(f->file),
                        f->path.n > 0 ? ", " : "", STR_ARG(f->path),
                        STR_ARG(words));
}
