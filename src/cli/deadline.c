#include "base/prelude.h"

#include "base/arena.h"
#include "base/check.h"
#include "base/io.h"
#include "base/json.h"
#include "base/num.h"

#include "domain/calendar/calendar_read.h"
#include "domain/deadline/deadline.h"
#include "domain/slip/words.h"

#include "cli/cli.h"
#include "cli/data.h"
#include "cli/settings.h"

#define ARENA_BYTES_MAX    ((size_t)64 << 20)
#define CALENDAR_BYTES_MAX ((size_t)1 << 20)

/* What the command line asks. */
struct run {
    struct arena *arena;
    struct errbox box;
    struct deadline_question q;
    struct deadline_event event[DEADLINE_EVENTS_MAX];
    struct calendar calendar;
    struct work_week week;
    struct str calendar_file; /* STR_NONE: the province's */
    bool has_from;
    bool has_limit;
    bool json;
};

static void print_usage(struct arena *a)
{
    fputs("usage: motcua deadline --from INSTANT --limit LIMIT [OPTION...]\n"
          "  --from 2026-02-13T16:20  when it was accepted\n"
          "  --mode days|minutes      working days, or 8 hours for each\n"
          "  --policy reset|pause     what a supplement does to the clock\n"
          "  --event NAME@INSTANT     as often as needed\n"
          "  --calendar FILE.csv      instead of the province's\n"
          "  --json\n"
          "events: supplement_requested supplemented finance_requested\n"
          "        finance_met verification_ordered=DAYS extended=INSTANT\n"
          "        finished\n"
          "limits, with or without marks:\n",
          stderr);
    for (int unit = 0; unit < LIMIT_UNIT_COUNT; unit++) {
        struct limit limit = {(enum limit_unit)unit, 5};

        fprintf(stderr, "        \"%s\"\n", limit_words(a, LANG_VI, limit).p);
    }
}

static bool read_from(struct run *r, struct str text)
{
    r->has_from = instant_parse_iso(text, &r->q.accepted);
    return r->has_from;
}

static bool read_limit(struct run *r, struct str text)
{
    r->has_limit = limit_parse_words(r->arena, text, &r->q.limit);
    return r->has_limit;
}

static bool read_mode(struct run *r, struct str text)
{
    r->q.mode =
        str_eq_c(text, "minutes") ? DEADLINE_BY_MINUTES : DEADLINE_BY_DAYS;
    return str_eq_c(text, "minutes") || str_eq_c(text, "days");
}

static bool read_policy(struct run *r, struct str text)
{
    r->q.supplement = str_eq_c(text, "pause") ? DEADLINE_PAUSE : DEADLINE_RESET;
    return str_eq_c(text, "pause") || str_eq_c(text, "reset");
}

static bool read_calendar_name(struct run *r, struct str text)
{
    r->calendar_file = text;
    return text.n > 0;
}

static const char *const event_name[DEADLINE_EVENT_KIND_COUNT] = {
    [DEADLINE_SUPPLEMENT_REQUESTED] = "supplement_requested",
    [DEADLINE_SUPPLEMENTED] = "supplemented",
    [DEADLINE_FINANCE_REQUESTED] = "finance_requested",
    [DEADLINE_FINANCE_MET] = "finance_met",
    [DEADLINE_VERIFICATION_ORDERED] = "verification_ordered",
    [DEADLINE_EXTENDED] = "extended",
    [DEADLINE_FINISHED] = "finished",
};

/* What stands behind the '=': days, an instant, or nothing. */
static bool read_detail(struct deadline_event *e, struct str text)
{
    int64_t days;

    switch (e->kind) {
    case DEADLINE_VERIFICATION_ORDERED:
        if (!text.p || !num_parse(text, 1, LIMIT_VALUE_MAX, &days))
            return false;
        e->days = (int)days;
        return true;
    case DEADLINE_EXTENDED:
        return text.p && instant_parse_iso(text, &e->new_due);
    case DEADLINE_SUPPLEMENT_REQUESTED:
    case DEADLINE_SUPPLEMENTED:
    case DEADLINE_FINANCE_REQUESTED:
    case DEADLINE_FINANCE_MET:
    case DEADLINE_FINISHED: return !text.p;
    }
    UNREACHABLE();
}

static bool read_what(struct deadline_event *e, struct str text)
{
    size_t equals = str_find_char(text, '=', 0);
    struct str name = str_sub(text, 0, equals);
    struct str detail =
        equals < text.n ? str_sub(text, equals + 1, text.n) : STR_NONE;

    for (int k = 0; k < DEADLINE_EVENT_KIND_COUNT; k++)
        if (str_eq_c(name, event_name[k])) {
            e->kind = (enum deadline_event_kind)k;
            return read_detail(e, detail);
        }
    return false;
}

/* Whoever types them need not sort them; those of one instant stay in order. */
static void put_event(struct run *r, struct deadline_event e)
{
    size_t at = r->q.event_count++;

    for (; at > 0 && r->event[at - 1].at.us > e.at.us; at--)
        r->event[at] = r->event[at - 1];
    r->event[at] = e;
}

static bool read_event(struct run *r, struct str text)
{
    size_t at = str_find_char(text, '@', 0);
    struct deadline_event e = {0};

    if (at == text.n || r->q.event_count == DEADLINE_EVENTS_MAX ||
        !read_what(&e, str_sub(text, 0, at)) ||
        !instant_parse_iso(str_sub(text, at + 1, text.n), &e.at))
        return false;
    put_event(r, e);
    return true;
}

static const struct option {
    const char *name;
    bool (*read)(struct run *r, struct str text);
} options[] = {
    {"--from", read_from},   {"--limit", read_limit},
    {"--mode", read_mode},   {"--policy", read_policy},
    {"--event", read_event}, {"--calendar", read_calendar_name},
};

/* "--from X" and "--from=X". NULL: none of ours. */
static const struct option *find_option(const char *word, struct str *ret)
{
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        size_t n = strlen(options[i].name);

        if (strncmp(word, options[i].name, n) != 0 ||
            (word[n] && word[n] != '='))
            continue;
        *ret = word[n] ? str_c(word + n + 1) : STR_NONE;
        return &options[i];
    }
    return NULL;
}

/* Takes our options out of argv; the settings stay. */
static bool read_options(struct run *r, int *argc, char **argv)
{
    int kept = 1;

    for (int i = 1; i < *argc; i++) {
        struct str text = STR_NONE;
        const struct option *option = find_option(argv[i], &text);
        const char *word = argv[i];

        if (strcmp(word, "--json") == 0) {
            r->json = true;
            continue;
        }
        if (!option) {
            argv[kept++] = argv[i];
            continue;
        }
        if (!text.p && i + 1 < *argc)
            text = str_c(argv[++i]);
        if (!text.p || !option->read(r, text)) {
            fprintf(stderr, "motcua deadline: %s: not understood\n", word);
            return false;
        }
    }
    *argc = kept;
    return true;
}

static enum err load_calendar(struct run *r, const struct conf *conf)
{
    struct str folder;
    struct str text;

    if (r->calendar_file.p) {
        TRY(io_read_file(&r->box, r->arena, r->calendar_file.p,
                         CALENDAR_BYTES_MAX, &text));
    } else {
        TRY(data_folder(&r->box, r->arena, conf, &folder));
        TRY(data_read(&r->box, r->arena, folder, "calendar/holidays.csv",
                      CALENDAR_BYTES_MAX, &text));
    }
    return calendar_read(&r->box, r->arena, text, &r->calendar);
}

static void print_json(struct run *r, const struct deadline *d)
{
    struct json *answer = json_new_object(r->arena);
    struct json *reasons = json_new_array(r->arena);
    size_t count;
    const struct str *line = deadline_lines(r->arena, LANG_VI, d, &count);

    for (size_t i = 0; i < count; i++)
        json_add_str(reasons, line[i]);
    json_set_str(answer, "due",
                 d->is_standing ? STR_NONE : instant_iso(r->arena, d->due));
    json_set_flag(answer, "provisional", d->provisional);
    json_set(answer, "reasons", reasons);
    printf("%s\n", json_text(r->arena, answer).p);
}

static void print_lines(struct run *r, const struct deadline *d)
{
    size_t count;
    const struct str *line = deadline_lines(r->arena, LANG_VI, d, &count);

    printf("%s\n", d->is_standing ? "-" : instant_iso(r->arena, d->due).p);
    for (size_t i = 0; i < count; i++)
        printf("%s\n", line[i].p);
}

static enum err answer(struct run *r, const struct conf *conf)
{
    struct deadline d;

    TRY(load_calendar(r, conf));
    r->week = work_week_usual();
    r->q.calendar = &r->calendar;
    r->q.week = &r->week;
    r->q.event = r->event;
    r->q.finance_stops = true;
    TRY(deadline_due(r->arena, &r->q, &d, &r->box));
    if (r->json)
        print_json(r, &d);
    else
        print_lines(r, &d);
    return ERR_OK;
}

int cli_deadline(int argc, char **argv)
{
    struct arena *a = arena_new(ARENA_BYTES_MAX);
    struct run *r = ARENA_NEW(a, struct run);
    struct conf conf;
    int status = 2;

    r->arena = a;
    if (!read_options(r, &argc, argv) || !r->has_from || !r->has_limit) {
        print_usage(a);
    } else if (settings_read_all(a, argc, argv, &conf)) {
        status = answer(r, &conf) == ERR_OK ? 0 : 1;
        if (status)
            fprintf(stderr, "motcua deadline: %s\n", r->box.detail);
    }
    arena_free(a);
    return status;
}
