#include "base/prelude.h"

#include <jansson.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/json.h"

/* A path in an error detail; longer ones are cut. */
#define PLACE_BYTES_MAX 160

struct json {
    struct arena *arena;
    json_t *value;
    const struct json *parent;
    const char *key; /* in the parent object; NULL in an array or on top */
    size_t index;    /* in the parent array */
};

static const char *const kind_words[] = {
    [JSON_KIND_NULL] = "null",         [JSON_KIND_TEXT] = "text",
    [JSON_KIND_NUMBER] = "number",     [JSON_KIND_FLAG] = "true or false",
    [JSON_KIND_ARRAY] = "array",       [JSON_KIND_OBJECT] = "object",
    [JSON_KIND_FRACTION] = "fraction",
};

static struct json *new_node(struct arena *a, json_t *value)
{
    struct json *node = ARENA_NEW(a, struct json);

    check(value != NULL);
    *node = (struct json){.arena = a, .value = value};
    return node;
}

static void let_go(void *p)
{
    json_decref(p);
}

static struct json *new_root(struct arena *a, json_t *value)
{
    struct json *node = new_node(a, value);

    arena_defer(a, let_go, value);
    return node;
}

/* The parser recurses, so depth is judged before it runs. */
static bool too_deep(struct str text)
{
    bool quoted = false;
    int depth = 0;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{') && ++depth > JSON_DEPTH_MAX)
            return true;
        else if (!quoted && (c == ']' || c == '}'))
            depth--;
    }
    return false;
}

/* Our words, because the library's quote the text, which may be personal. */
static const char *fault_words(const json_error_t *fault)
{
    enum json_error_code code = json_error_code(fault);

    if (code == json_error_invalid_utf8)
        return "invalid UTF-8";
    if (code == json_error_duplicate_key)
        return "a key stands twice";
    if (code == json_error_numeric_overflow)
        return "a number does not fit";
    if (code == json_error_null_character ||
        code == json_error_null_byte_in_key)
        return "a NUL in a text";
    if (code == json_error_premature_end_of_input)
        return "it ends too early";
    return "not JSON";
}

enum err json_parse(struct errbox *box, struct arena *a, struct str text,
                    size_t bytes_max, const struct json **ret)
{
    json_error_t fault;
    json_t *value;

    if (text.n > bytes_max)
        return RAISE(box, ERR_TOO_LARGE, "JSON of %zu bytes, %zu at most",
                     text.n, bytes_max);
    if (too_deep(text))
        return RAISE(box, ERR_SYNTAX, "JSON deeper than %d", JSON_DEPTH_MAX);
    value = json_loadb(text.p ? text.p : "", text.n,
                       JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &fault);
    if (!value)
        return RAISE(box, ERR_SYNTAX, "JSON, line %d, column %d: %s",
                     fault.line, fault.column, fault_words(&fault));
    *ret = new_root(a, value);
    return ERR_OK;
}

enum json_kind json_kind(const struct json *value)
{
    switch (json_typeof(value->value)) {
    case JSON_OBJECT: return JSON_KIND_OBJECT;
    case JSON_ARRAY: return JSON_KIND_ARRAY;
    case JSON_STRING: return JSON_KIND_TEXT;
    case JSON_INTEGER: return JSON_KIND_NUMBER;
    case JSON_REAL: return JSON_KIND_FRACTION;
    case JSON_TRUE:
    case JSON_FALSE: return JSON_KIND_FLAG;
    case JSON_NULL: return JSON_KIND_NULL;
    }
    UNREACHABLE();
}

static void add_place(struct buf *b, const struct json *value)
{
    if (!value->parent)
        return;
    add_place(b, value->parent);
    if (value->key)
        buf_printf(b, b->n ? ".%s" : "%s", value->key);
    else
        buf_printf(b, "[%zu]", value->index);
}

struct str json_place(struct arena *a, const struct json *value)
{
    struct buf b = buf_new(a, PLACE_BYTES_MAX);

    add_place(&b, value);
    return buf_str(&b);
}

enum err json_refuse(struct errbox *box, const struct json *value,
                     const char *complaint)
{
    struct str place = json_place(value->arena, value);

    return RAISE(box, ERR_INPUT, "%s%s%s", place.p, place.n ? ": " : "",
                 complaint);
}

static enum err refuse_kind(struct errbox *box, const struct json *value,
                            enum json_kind wanted)
{
    return json_refuse(box, value,
                       arena_printf(value->arena, "%s expected, %s found",
                                    kind_words[wanted],
                                    kind_words[json_kind(value)])
                           .p);
}

static enum err want(struct errbox *box, const struct json *value,
                     enum json_kind wanted)
{
    return json_kind(value) == wanted ? ERR_OK
                                      : refuse_kind(box, value, wanted);
}

static struct json *child_of(const struct json *parent, json_t *value)
{
    struct json *node = new_node(parent->arena, value);

    node->parent = parent;
    return node;
}

static const struct json *member_at(const struct json *object, void *at)
{
    struct json *node = child_of(object, json_object_iter_value(at));

    node->key = json_object_iter_key(at);
    return node;
}

const struct json *json_member(const struct json *object, const char *key)
{
    void *at = json_object_iter_at(object->value, key);

    return at ? member_at(object, at) : NULL;
}

/* NULL for a missing member, and for null. */
static enum err find(struct errbox *box, const struct json *object,
                     const char *key, enum json_kind wanted,
                     const struct json **ret)
{
    const struct json *value;

    TRY(want(box, object, JSON_KIND_OBJECT));
    value = json_member(object, key);
    if (value && json_kind(value) == JSON_KIND_NULL)
        value = NULL;
    if (value)
        TRY(want(box, value, wanted));
    *ret = value;
    return ERR_OK;
}

static enum err must_find(struct errbox *box, const struct json *object,
                          const char *key, enum json_kind wanted,
                          const struct json **ret)
{
    const struct json *value;

    TRY(find(box, object, key, wanted, &value));
    if (!value)
        return json_refuse(box, object,
                           arena_printf(object->arena, "%s is missing", key).p);
    *ret = value;
    return ERR_OK;
}

static struct str text_of(const struct json *value)
{
    return (struct str){json_string_value(value->value),
                        json_string_length(value->value)};
}

enum err json_str(struct errbox *box, const struct json *object,
                  const char *key, struct str *ret)
{
    const struct json *value;

    TRY(must_find(box, object, key, JSON_KIND_TEXT, &value));
    *ret = text_of(value);
    return ERR_OK;
}

enum err json_str_opt(struct errbox *box, const struct json *object,
                      const char *key, struct str *ret)
{
    const struct json *value;

    TRY(find(box, object, key, JSON_KIND_TEXT, &value));
    *ret = value ? text_of(value) : STR_NONE;
    return ERR_OK;
}

static enum err ranged(struct errbox *box, const struct json *value,
                       int64_t min, int64_t max, int64_t *ret)
{
    int64_t n = json_integer_value(value->value);

    if (n < min || n > max)
        return json_refuse(
            box, value,
            arena_printf(value->arena, "not in %" PRId64 "..%" PRId64, min, max)
                .p);
    *ret = n;
    return ERR_OK;
}

enum err json_i64(struct errbox *box, const struct json *object,
                  const char *key, int64_t min, int64_t max, int64_t *ret)
{
    const struct json *value;

    TRY(must_find(box, object, key, JSON_KIND_NUMBER, &value));
    return ranged(box, value, min, max, ret);
}

enum err json_i64_opt(struct errbox *box, const struct json *object,
                      const char *key, int64_t min, int64_t max,
                      int64_t otherwise, int64_t *ret)
{
    const struct json *value;

    TRY(find(box, object, key, JSON_KIND_NUMBER, &value));
    if (value)
        return ranged(box, value, min, max, ret);
    *ret = otherwise;
    return ERR_OK;
}

enum err json_flag(struct errbox *box, const struct json *object,
                   const char *key, bool *ret)
{
    const struct json *value;

    TRY(must_find(box, object, key, JSON_KIND_FLAG, &value));
    *ret = json_is_true(value->value);
    return ERR_OK;
}

enum err json_flag_opt(struct errbox *box, const struct json *object,
                       const char *key, bool otherwise, bool *ret)
{
    const struct json *value;

    TRY(find(box, object, key, JSON_KIND_FLAG, &value));
    *ret = value ? json_is_true(value->value) : otherwise;
    return ERR_OK;
}

enum err json_obj(struct errbox *box, const struct json *object,
                  const char *key, const struct json **ret)
{
    return must_find(box, object, key, JSON_KIND_OBJECT, ret);
}

enum err json_obj_opt(struct errbox *box, const struct json *object,
                      const char *key, const struct json **ret)
{
    return find(box, object, key, JSON_KIND_OBJECT, ret);
}

static enum err counted(struct errbox *box, const struct json *value,
                        size_t count_max)
{
    if (json_count(value) <= count_max)
        return ERR_OK;
    return json_refuse(
        box, value,
        arena_printf(value->arena, "more than %zu items", count_max).p);
}

enum err json_arr(struct errbox *box, const struct json *object,
                  const char *key, size_t count_max, const struct json **ret)
{
    const struct json *value;

    TRY(must_find(box, object, key, JSON_KIND_ARRAY, &value));
    TRY(counted(box, value, count_max));
    *ret = value;
    return ERR_OK;
}

enum err json_arr_opt(struct errbox *box, const struct json *object,
                      const char *key, size_t count_max,
                      const struct json **ret)
{
    const struct json *value;

    TRY(find(box, object, key, JSON_KIND_ARRAY, &value));
    TRY(counted(box, value, count_max));
    *ret = value;
    return ERR_OK;
}

size_t json_count(const struct json *value)
{
    if (!value)
        return 0;
    return json_is_object(value->value) ? json_object_size(value->value)
                                        : json_array_size(value->value);
}

const struct json *json_at(const struct json *array, size_t index)
{
    struct json *node = child_of(array, json_array_get(array->value, index));

    node->index = index;
    return node;
}

enum err json_as_str(struct errbox *box, const struct json *value,
                     struct str *ret)
{
    TRY(want(box, value, JSON_KIND_TEXT));
    *ret = text_of(value);
    return ERR_OK;
}

enum err json_as_i64(struct errbox *box, const struct json *value, int64_t min,
                     int64_t max, int64_t *ret)
{
    TRY(want(box, value, JSON_KIND_NUMBER));
    return ranged(box, value, min, max, ret);
}

enum err json_as_flag(struct errbox *box, const struct json *value, bool *ret)
{
    TRY(want(box, value, JSON_KIND_FLAG));
    *ret = json_is_true(value->value);
    return ERR_OK;
}

struct str json_bare_text(const struct json *value)
{
    return json_is_string(value->value) ? text_of(value) : STR_NONE;
}

bool json_bare_number(const struct json *value, int64_t *ret)
{
    if (!json_is_integer(value->value))
        return false;
    *ret = json_integer_value(value->value);
    return true;
}

bool json_bare_flag(const struct json *value)
{
    return json_is_true(value->value);
}

struct json_walk json_walk(const struct json *object)
{
    return (struct json_walk){object, json_object_iter(object->value)};
}

bool json_next(struct json_walk *walk, struct str *ret_key,
               const struct json **ret)
{
    if (!walk->at)
        return false;
    *ret = member_at(walk->object, walk->at);
    *ret_key = str_c((*ret)->key);
    walk->at = json_object_iter_next(walk->object->value, walk->at);
    return true;
}

static bool is_listed(struct str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (str_eq_c(key, *keys))
            return true;
    return false;
}

enum err json_only(struct errbox *box, const struct json *object,
                   const char *const *keys)
{
    struct json_walk walk;
    struct str key;
    const struct json *member;

    TRY(want(box, object, JSON_KIND_OBJECT));
    walk = json_walk(object);
    while (json_next(&walk, &key, &member))
        if (!is_listed(key, keys))
            return json_refuse(box, member, "unknown key");
    return ERR_OK;
}

struct json *json_new_object(struct arena *a)
{
    return new_root(a, json_object());
}

struct json *json_new_array(struct arena *a)
{
    return new_root(a, json_array());
}

/* A new reference; text that is not valid UTF-8 is a bug. */
static json_t *value_of_str(struct str s)
{
    json_t *value = s.p ? json_stringn(s.p, s.n) : json_null();

    check(value != NULL);
    return value;
}

static void set_new(struct json *object, const char *key, json_t *value)
{
    check(json_object_set_new(object->value, key, value) == 0);
}

void json_set_str(struct json *object, const char *key, struct str s)
{
    set_new(object, key, value_of_str(s));
}

void json_set_i64(struct json *object, const char *key, int64_t n)
{
    set_new(object, key, json_integer(n));
}

void json_set_flag(struct json *object, const char *key, bool flag)
{
    set_new(object, key, json_boolean(flag));
}

void json_set(struct json *object, const char *key, const struct json *child)
{
    set_new(object, key, json_incref(child->value));
}

void json_add_str(struct json *array, struct str s)
{
    check(json_array_append_new(array->value, value_of_str(s)) == 0);
}

void json_add(struct json *array, const struct json *child)
{
    check(json_array_append(array->value, child->value) == 0);
}

struct str json_text(struct arena *a, const struct json *value)
{
    char *made = json_dumps(value->value,
                            JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);
    struct str text;

    check(made != NULL);
    text = arena_str(a, str_c(made));
    free(made);
    return text;
}
