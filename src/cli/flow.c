#include "base/prelude.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/json.h"
#include "base/msg.h"

#include "store/db.h"

#include "domain/flow/flow_check.h"

#include "service/flow_desks.h"

#include "cli/cli.h"
#include "cli/flow_move.h"
#include "cli/packs.h"
#include "cli/settings.h"

#define FOLDERS_MAX    2000
#define FLOW_BYTES_MAX ((size_t)256 << 10)
#define FLOW_FILE      "flow.json"

/* One run of the command; its arena is emptied after each flow. */
struct run {
    struct cx cx;
    struct arena *kept; /* what stays until the end */
    struct db *db;      /* NULL: desks are not asked */
    struct json *told;  /* --json: the flows; NULL: plain lines */
    size_t flows;
    size_t errors;
};

/* A flow that is being checked, with its pack if it has one. */
struct checked {
    struct run *run;
    struct pack_reader reader;
    struct findings findings;
    const struct json *flow;
    const struct pack *pack; /* NULL: the file stands alone */
};

static int usage(void)
{
    fputs(
        "usage: motcua flow check [--english] [--json] [--desks] "
        "FILE|FOLDER...\n"
        "       motcua flow migrate [--english] [--apply] [--step OLD=NEW]... "
        "CODE FROM TO\n",
        stderr);
    return 2;
}

static bool exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *inside(struct run *r, struct str folder, const char *name)
{
    return arena_printf(r->cx.arena, "%.*s/%s", STR_ARG(folder), name).p;
}

static struct str shown_name(enum lang lang, const struct checked *c)
{
    return c->pack ? c->pack->card->name.in[lang] : S("");
}

/* {"level", "code", "place", "message"} */
static const struct json *finding_json(struct run *r, const struct finding *f)
{
    struct json *o = json_new_object(r->kept);
    struct str text = finding_text(r->kept, r->cx.lang, f);

    json_set_str(o, "level",
                 f->level == FINDING_ERROR ? S("error") : S("warning"));
    json_set_str(o, "code", str_c(flow_finding_name(f->message)));
    json_set_str(o, "file", arena_str(r->kept, f->file));
    json_set_str(o, "place", arena_str(r->kept, f->path));
    json_set_str(o, "message", text);
    return o;
}

static void tell_json(const struct checked *c, const char *name)
{
    struct run *r = c->run;
    struct json *o = json_new_object(r->kept);
    struct json *list = json_new_array(r->kept);

    for (size_t i = 0; i < c->findings.count; i++)
        json_add(list, finding_json(r, &c->findings.item[i]));
    json_set_str(o, "flow", arena_str(r->kept, str_c(name)));
    json_set_str(o, "name", arena_str(r->kept, shown_name(r->cx.lang, c)));
    json_set(o, "findings", list);
    json_add(r->told, o);
}

static void tell(const struct checked *c, const char *name)
{
    struct run *r = c->run;

    r->flows++;
    r->errors += c->findings.errors;
    if (r->told) {
        tell_json(c, name);
        return;
    }
    packs_tell(&r->cx, name, &c->findings, true);
    if (c->findings.errors == 0)
        printf("%s: %s\n", name, msg(r->cx.lang, MSG_PACK_FINE).p);
}

static enum err ask_desks(struct tx *t, void *arg)
{
    struct checked *c = arg;
    struct flow_desks f = {
        .pack = c->pack,
        .node = node_root(&c->reader, S(FLOW_FILE), c->flow),
        .on = instant_day(t->cx->now),
        .ask_holders = true,
    };

    return flow_desks_check(t, &f);
}

static bool check_desks(struct checked *c)
{
    struct run *r = c->run;

    if (!r->db || !c->pack || c->findings.errors > 0)
        return true;
    if (db_read(r->db, &r->cx, ask_desks, c) == ERR_OK)
        return true;
    fprintf(stderr, "motcua flow: %s\n", r->cx.err.detail);
    return false;
}

static void begin(struct checked *c, struct run *r)
{
    *c = (struct checked){.run = r, .findings = findings_new(r->cx.arena)};
    c->reader = (struct pack_reader){
        .arena = r->cx.arena, .scratch = r->cx.arena, .findings = &c->findings};
}

/* A procedure's folder: the flow together with its card and form. */
static bool check_pack(struct run *r, const char *folder)
{
    const struct json *gathered;
    struct checked c;
    bool asked;

    begin(&c, r);
    gathered = pack_gather(r->cx.arena, &c.findings, str_c(folder));
    if (gathered) {
        c.flow = json_member(gathered, "flow");
        c.pack = pack_read(r->cx.arena, r->cx.arena, &c.findings, gathered);
    }
    asked = check_desks(&c);
    tell(&c, folder);
    return asked;
}

/* A flow without its card: what needs one is not asked. */
static bool check_alone(struct run *r, const char *path)
{
    struct checked c;
    struct str text;
    struct node n;

    begin(&c, r);
    n = node_root(&c.reader, S(FLOW_FILE), NULL);
    if (io_read_file(&r->cx.err, r->cx.arena, path, FLOW_BYTES_MAX, &text) !=
        ERR_OK) {
        node_error(n, MSG_PACK_FILE_MISSING);
    } else if (json_parse(&r->cx.err, r->cx.arena, text, FLOW_BYTES_MAX,
                          &c.flow) != ERR_OK) {
        node_error1(n, MSG_PACK_FILE_JSON, str_c(r->cx.err.detail));
    } else {
        n.json = c.flow;
        flow_check(n, flow_read(n, NULL, NULL), NULL);
    }
    tell(&c, path);
    return true;
}

static bool check_one(struct run *r, const char *path);

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folders in a folder that hold a flow, by name. */
static size_t flows_in(struct run *r, const char *folder, const char *ret[])
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    size_t count = 0;

    while (dir && count < FOLDERS_MAX && (entry = readdir(dir))) {
        struct str path = arena_printf(r->kept, "%s/%s", folder, entry->d_name);

        if (entry->d_name[0] != '.' && exists(inside(r, path, FLOW_FILE)))
            ret[count++] = arena_cstr(r->kept, path);
    }
    if (dir)
        closedir(dir);
    qsort(ret, count, sizeof *ret, by_name);
    return count;
}

static bool check_all_in(struct run *r, const char *folder)
{
    const char **flow = ARENA_ARRAY(r->kept, const char *, FOLDERS_MAX);
    size_t count = flows_in(r, folder, flow);
    bool fine = true;

    for (size_t i = 0; i < count; i++)
        fine = check_one(r, flow[i]) && fine;
    return count > 0 ? fine : check_pack(r, folder);
}

/* "…/flow.json" beside a card is its pack's. */
static bool check_file(struct run *r, const char *path)
{
    struct str text = str_c(path);
    struct str folder = S(".");

    if (str_ends(text, S("/" FLOW_FILE)))
        folder = str_sub(text, 0, text.n - sizeof("/" FLOW_FILE) + 1);
    else if (!str_eq(text, S(FLOW_FILE)))
        return check_alone(r, path);
    if (!exists(inside(r, folder, "card.json")))
        return check_alone(r, path);
    return check_pack(r, arena_cstr(r->kept, folder));
}

static bool check_one(struct run *r, const char *path)
{
    bool fine;

    if (!is_folder(path))
        fine = check_file(r, path);
    else if (exists(inside(r, str_c(path), FLOW_FILE)))
        fine = check_pack(r, path);
    else
        fine = check_all_in(r, path);
    errbox_clear(&r->cx.err);
    arena_reset(r->cx.arena);
    return fine;
}

static void tell_end(const struct run *r)
{
    struct str args[] = {
        arena_printf(r->kept, "%zu", r->flows),
        arena_printf(r->kept, "%zu", r->errors),
    };
    struct json *o;

    if (!r->told) {
        printf("%s\n", msg_format(r->kept, r->cx.lang, MSG_FLOW_CHECKED,
                                  COUNT_OF(args), args)
                           .p);
        return;
    }
    o = json_new_object(r->kept);
    json_set_i64(o, "errors", (int64_t)r->errors);
    json_set(o, "flows", r->told);
    printf("%s\n", json_text(r->kept, o).p);
}

static int check_paths(struct run *r, int count, char **path)
{
    bool asked = true;

    for (int i = 0; i < count; i++)
        asked = check_one(r, path[i]) && asked;
    tell_end(r);
    return asked && r->errors == 0 ? 0 : 1;
}

static int check_with_desks(struct run *r, const struct conf *conf, int count,
                            char **path)
{
    struct db_conf db_conf = {.url = conf->database, .role = DB_SECOND};
    int status;

    if (db_open(&db_conf, &r->db, &r->cx.err) != ERR_OK) {
        fprintf(stderr, "motcua flow: %s\n", r->cx.err.detail);
        return 1;
    }
    status = check_paths(r, count, path);
    db_close(r->db);
    return status;
}

static int flow_checks(int argc, char **argv)
{
    struct run r = {
        .cx = {.arena = arena_new(PACK_ARENA_BYTES),
               .now = instant_read_clock()},
        .kept = arena_new(PACK_ARENA_BYTES),
    };
    struct conf conf;
    bool desks;
    int status = 2;

    r.cx.lang =
        settings_take_flag(&argc, argv, "--english") ? LANG_EN : LANG_VI;
    r.told = settings_take_flag(&argc, argv, "--json") ? json_new_array(r.kept)
                                                       : NULL;
    desks = settings_take_flag(&argc, argv, "--desks");
    if (!settings_read(r.kept, &argc, argv, &conf))
        status = 2;
    else if (argc < 3 || strcmp(argv[1], "check") != 0)
        status = usage();
    else if (desks)
        status = check_with_desks(&r, &conf, argc - 2, argv + 2);
    else
        status = check_paths(&r, argc - 2, argv + 2);
    arena_free(r.kept);
    arena_free(r.cx.arena);
    return status;
}

int cli_flow(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "migrate") == 0)
        return flow_move(argc - 1, argv + 1);
    return flow_checks(argc, argv);
}
