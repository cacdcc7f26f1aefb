#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"
#include "base/utf8.h"

#include "domain/procedure/pack_read.h"

struct findings findings_new(struct arena *a)
{
    return (struct findings){
        .arena = a,
        .item = ARENA_ARRAY(a, struct finding, FINDINGS_MAX),
    };
}

static void note(struct node n, enum finding_level level, int message,
                 struct str a, struct str b, struct str c)
{
    struct findings *f = n.reader->findings;

    if (level == FINDING_ERROR)
        f->errors++;
    if (f->count == FINDINGS_MAX) {
        f->lost++;
        return;
    }
    f->item[f->count++] = (struct finding){
        .level = level,
        .file = arena_str(f->arena, n.file),
        .path = arena_str(f->arena, n.path),
        .message = message,
        .argument = {arena_str(f->arena, a), arena_str(f->arena, b),
                     arena_str(f->arena, c)},
    };
}

void node_error(struct node n, int message)
{
    note(n, FINDING_ERROR, message, STR_NONE, STR_NONE, STR_NONE);
}

void node_error1(struct node n, int message, struct str a)
{
    note(n, FINDING_ERROR, message, a, STR_NONE, STR_NONE);
}

void node_error2(struct node n, int message, struct str a, struct str b)
{
    note(n, FINDING_ERROR, message, a, b, STR_NONE);
}

void node_error3(struct node n, int message, struct str a, struct str b,
                 struct str c)
{
    note(n, FINDING_ERROR, message, a, b, c);
}

void node_warn3(struct node n, int message, struct str a, struct str b,
                struct str c)
{
    note(n, FINDING_WARNING, message, a, b, c);
}

void node_warn2(struct node n, int message, struct str a, struct str b)
{
    note(n, FINDING_WARNING, message, a, b, STR_NONE);
}

struct node node_root(struct pack_reader *r, struct str file,
                      const struct json *json)
{
    return (struct node){r, json, file, S("")};
}

bool node_absent(struct node n)
{
    return n.json == NULL;
}

struct node node_key(struct node n, const char *key)
{
    struct node member = n;

    member.json = node_is_object(n) ? json_member(n.json, key) : NULL;
    member.path = arena_printf(n.reader->scratch, "%s%s%s", n.path.p,
                               n.path.n > 0 ? "." : "", key);
    return member;
}

struct node node_at(struct node n, size_t i)
{
    struct node item = n;

    item.json = i < node_count(n) ? json_at(n.json, i) : NULL;
    item.path = arena_printf(n.reader->scratch, "%s[%zu]", n.path.p, i);
    return item;
}

static bool is(struct node n, enum json_kind kind)
{
    return n.json && json_kind(n.json) == kind;
}

bool node_is_text(struct node n)
{
    return is(n, JSON_KIND_TEXT);
}

bool node_is_object(struct node n)
{
    return is(n, JSON_KIND_OBJECT);
}

bool node_is_list(struct node n)
{
    return is(n, JSON_KIND_ARRAY);
}

bool node_is_whole(struct node n)
{
    return is(n, JSON_KIND_NUMBER);
}

bool node_is_null(struct node n)
{
    return is(n, JSON_KIND_NULL);
}

struct str node_text(struct node n)
{
    struct str text = STR_NONE;

    if (node_is_text(n) && json_as_str(&n.reader->box, n.json, &text) != ERR_OK)
        return STR_NONE;
    return text;
}

size_t node_count(struct node n)
{
    return node_is_list(n) || node_is_object(n) ? json_count(n.json) : 0;
}

static bool key_is(struct str word, struct str key)
{
    if (str_ends(word, S("!")))
        word.n--;
    return str_eq(word, key);
}

static bool key_allowed(const char *keys, struct str key)
{
    struct str rest = str_c(keys);
    struct str word;

    while (str_next(&rest, ' ', &word)) {
        if (key_is(word, key))
            return true;
    }
    return false;
}

static void need_keys(struct node n, const char *keys)
{
    struct str rest = str_c(keys);
    struct str word;

    while (str_next(&rest, ' ', &word)) {
        struct str key = str_sub(word, 0, word.n - 1);

        if (!str_ends(word, S("!")))
            continue;
        if (!json_member(n.json, arena_cstr(n.reader->scratch, key)))
            node_error1(n, MSG_PACK_KEY_MISSING, key);
    }
}

bool read_object(struct node n, const char *keys)
{
    struct json_walk walk;
    const struct json *value;
    struct str key;

    if (!node_is_object(n)) {
        if (!node_absent(n))
            node_error(n, MSG_PACK_NOT_OBJECT);
        return false;
    }
    walk = json_walk(n.json);
    while (json_next(&walk, &key, &value)) {
        if (!key_allowed(keys, key))
            node_error1(n, MSG_PACK_KEY_UNKNOWN, key);
    }
    need_keys(n, keys);
    return true;
}

size_t read_list(struct node n, size_t max)
{
    size_t count;

    if (node_absent(n))
        return 0;
    if (!node_is_list(n)) {
        node_error(n, MSG_PACK_NOT_LIST);
        return 0;
    }
    count = json_count(n.json);
    if (count > max) {
        node_error1(n, MSG_PACK_TOO_MANY,
                    arena_printf(n.reader->scratch, "%zu", max));
        return max;
    }
    return count;
}

size_t read_some(struct node n, size_t max)
{
    size_t count = read_list(n, max);

    if (node_is_list(n) && count == 0)
        node_error(n, MSG_PACK_EMPTY);
    return count;
}

struct str read_text(struct node n, size_t max)
{
    struct str text;

    if (node_absent(n))
        return STR_NONE;
    if (json_as_str(&n.reader->box, n.json, &text) != ERR_OK) {
        node_error(n, MSG_PACK_NOT_TEXT);
        return STR_NONE;
    }
    if (str_trim(text).n == 0 || str_trim(text).n != text.n)
        node_error(n, MSG_PACK_TEXT_BLANK);
    else if (text.n > max)
        node_error1(n, MSG_PACK_TEXT_LONG,
                    arena_printf(n.reader->scratch, "%zu", max));
    else if (!str_eq(utf8_nfc(n.reader->scratch, text), text))
        node_error(n, MSG_PACK_TEXT_NOT_NFC);
    else
        return arena_str(n.reader->arena, text);
    return STR_NONE;
}

static bool id_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

struct str read_id(struct node n)
{
    struct str id = read_text(n, PACK_TEXT_BYTES);
    bool ok;

    if (!id.p)
        return STR_NONE;
    /* Neither a digit nor '_' begins it. */
    ok = id.n <= PACK_ID_BYTES && id.p[0] >= 'a';
    for (size_t i = 0; i < id.n; i++)
        ok = ok && id_letter(id.p[i]);
    if (ok)
        return id;
    node_error1(n, MSG_PACK_ID_BAD, id);
    return STR_NONE;
}

static bool code_letter(char c)
{
    return id_letter(c) || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
}

struct str read_code(struct node n)
{
    struct str code = read_text(n, PACK_TEXT_BYTES);
    bool ok = code.n <= PACK_ID_BYTES;

    if (!code.p)
        return STR_NONE;
    for (size_t i = 0; i < code.n; i++)
        ok = ok && code_letter(code.p[i]);
    if (ok)
        return code;
    node_error1(n, MSG_PACK_CODE_BAD, code);
    return STR_NONE;
}

struct words read_words(struct node n)
{
    struct words w = {0};

    if (!read_object(n, "vi! en!"))
        return w;
    w.in[LANG_VI] = read_text(node_key(n, "vi"), PACK_TEXT_BYTES);
    w.in[LANG_EN] = read_text(node_key(n, "en"), PACK_TEXT_BYTES);
    return w;
}

struct words_list read_words_list(struct node n, size_t max)
{
    size_t count = read_list(n, max);
    struct words *item = ARENA_ARRAY(n.reader->arena, struct words, count);

    for (size_t i = 0; i < count; i++)
        item[i] = read_words(node_at(n, i));
    return (struct words_list){item, count};
}

const struct str *read_ids(struct node n, size_t max, size_t *ret_count)
{
    size_t count = read_list(n, max);
    struct str *id = ARENA_ARRAY(n.reader->arena, struct str, count);

    for (size_t i = 0; i < count; i++) {
        id[i] = read_id(node_at(n, i));
        for (size_t k = 0; k < i; k++) {
            if (id[i].p && str_eq(id[k], id[i]))
                node_error1(node_at(n, i), MSG_PACK_TWICE, id[i]);
        }
    }
    *ret_count = count;
    return id;
}

int64_t read_whole(struct node n, int64_t min, int64_t max, int64_t fallback)
{
    int64_t value;

    if (node_absent(n))
        return fallback;
    if (json_as_i64(&n.reader->box, n.json, INT64_MIN, INT64_MAX, &value) !=
        ERR_OK) {
        node_error(n, MSG_PACK_NOT_WHOLE);
        return fallback;
    }
    if (value >= min && value <= max)
        return value;
    node_error2(n, MSG_PACK_NUMBER_RANGE,
                arena_printf(n.reader->scratch, "%" PRId64, min),
                arena_printf(n.reader->scratch, "%" PRId64, max));
    return fallback;
}

bool read_flag(struct node n, bool fallback)
{
    if (node_absent(n))
        return fallback;
    if (json_as_flag(&n.reader->box, n.json, &fallback) != ERR_OK)
        node_error(n, MSG_PACK_NOT_FLAG);
    return fallback;
}

struct day read_day(struct node n)
{
    struct str text;
    struct day d;

    if (node_absent(n) || node_is_null(n))
        return DAY_NONE;
    text = read_text(n, PACK_ID_BYTES);
    if (!text.p)
        return DAY_NONE;
    if (day_parse_iso(text, &d))
        return d;
    node_error1(n, MSG_PACK_DAY_BAD, text);
    return DAY_NONE;
}

/* The allowed words as "a, b, c". */
static struct str names_listed(struct arena *a, const char *const *names,
                               size_t count)
{
    struct buf b = buf_new(a, PACK_TEXT_BYTES);

    for (size_t i = 0; i < count; i++) {
        buf_add_c(&b, i > 0 ? ", " : "");
        buf_add_c(&b, names[i]);
    }
    return buf_str(&b);
}

int read_name(struct node n, const char *const *names, size_t count,
              int fallback)
{
    struct str text = read_text(n, PACK_ID_BYTES);

    if (!text.p)
        return fallback;
    for (size_t i = 0; i < count; i++) {
        if (str_eq_c(text, names[i]))
            return (int)i;
    }
    node_error2(n, MSG_PACK_NAME_UNKNOWN, text,
                names_listed(n.reader->scratch, names, count));
    return fallback;
}

unsigned read_names(struct node n, const char *const *names, size_t count)
{
    size_t listed = read_list(n, count);
    unsigned mask = 0;

    for (size_t i = 0; i < listed; i++) {
        int name = read_name(node_at(n, i), names, count, -1);

        if (name >= 0 && (mask & (1U << name)))
            node_error1(node_at(n, i), MSG_PACK_TWICE, str_c(names[name]));
        if (name >= 0)
            mask |= 1U << name;
    }
    return mask;
}

bool read_unknown(struct node n, struct words *ret)
{
    struct node reason = node_key(n, "unknown");

    if (!node_is_object(n) || node_absent(reason))
        return false;
    read_object(n, "unknown!");
    *ret = read_words(reason);
    return true;
}
