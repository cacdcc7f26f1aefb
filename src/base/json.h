/*
 * json.h - JSON, read strictly and written canonically.
 *
 * A value lives as long as the arena it was read or made in. A value knows
 * its place, so that an error says which one is wrong:
 * "pages[2].fields[4].type: text expected, number found". Numbers are whole;
 * a number with a point or an exponent is not a number here.
 *
 * Text is valid UTF-8 without NUL but not yet normalised: what people wrote
 * still goes through text_in(). Error details name places, never contents.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/prelude.h"
#include "base/str.h"

/* Deeper nesting is refused. */
#define JSON_DEPTH_MAX 32

struct json;

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_TEXT,
    JSON_KIND_NUMBER,
    JSON_KIND_FLAG,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
    JSON_KIND_FRACTION,
};

/*
 * Reads one value that fills the whole text. ERR_TOO_LARGE: over bytes_max;
 * ERR_SYNTAX: not JSON, invalid UTF-8, a key twice in one object, too deep, a
 * number that does not fit int64.
 */
enum err json_parse(struct errbox *box, struct arena *a, struct str text,
                    size_t bytes_max, const struct json **ret) MUST_CHECK;

enum json_kind json_kind(const struct json *value);
/* "pages[2].fields[4]"; "" for the whole. */
struct str json_place(struct arena *a, const struct json *value);

/*
 * Members of an object. Each refuses with ERR_INPUT a member of another kind
 * and, without _opt, a missing one; null counts as missing. `object` that is
 * no object is refused too. _opt gives STR_NONE, NULL or `otherwise` for a
 * missing member.
 */
enum err json_str(struct errbox *box, const struct json *object,
                  const char *key, struct str *ret) MUST_CHECK;
enum err json_str_opt(struct errbox *box, const struct json *object,
                      const char *key, struct str *ret) MUST_CHECK;
enum err json_i64(struct errbox *box, const struct json *object,
                  const char *key, int64_t min, int64_t max,
                  int64_t *ret) MUST_CHECK;
enum err json_i64_opt(struct errbox *box, const struct json *object,
                      const char *key, int64_t min, int64_t max,
                      int64_t otherwise, int64_t *ret) MUST_CHECK;
enum err json_flag(struct errbox *box, const struct json *object,
                   const char *key, bool *ret) MUST_CHECK;
enum err json_flag_opt(struct errbox *box, const struct json *object,
                       const char *key, bool otherwise, bool *ret) MUST_CHECK;
enum err json_obj(struct errbox *box, const struct json *object,
                  const char *key, const struct json **ret) MUST_CHECK;
enum err json_obj_opt(struct errbox *box, const struct json *object,
                      const char *key, const struct json **ret) MUST_CHECK;
/* An array of more than count_max items is refused. */
enum err json_arr(struct errbox *box, const struct json *object,
                  const char *key, size_t count_max,
                  const struct json **ret) MUST_CHECK;
enum err json_arr_opt(struct errbox *box, const struct json *object,
                      const char *key, size_t count_max,
                      const struct json **ret) MUST_CHECK;
/* A member of any kind; NULL when it is missing (null is JSON_KIND_NULL). */
const struct json *json_member(const struct json *object, const char *key);

/* Items of an array or members of an object; 0 for NULL. */
size_t json_count(const struct json *value);
/* Item `index` of an array; index < json_count(). */
const struct json *json_at(const struct json *array, size_t index);

/*
 * The members of an object in the order written:
 *
 *     for (struct json_walk w = json_walk(o); json_next(&w, &key, &member);)
 */
struct json_walk {
    const struct json *object;
    void *at;
};
struct json_walk json_walk(const struct json *object);
bool json_next(struct json_walk *walk, struct str *ret_key,
               const struct json **ret);

/* The value itself, whatever it is a part of. Refuse as above. */
enum err json_as_str(struct errbox *box, const struct json *value,
                     struct str *ret) MUST_CHECK;
enum err json_as_i64(struct errbox *box, const struct json *value, int64_t min,
                     int64_t max, int64_t *ret) MUST_CHECK;
enum err json_as_flag(struct errbox *box, const struct json *value,
                      bool *ret) MUST_CHECK;

/* What it is, where another kind is no error: then STR_NONE and false. */
struct str json_bare_text(const struct json *value);
bool json_bare_number(const struct json *value, int64_t *ret);
/* True when it is the flag true. */
bool json_bare_flag(const struct json *value);

/* Refuses members whose key is not in the list, which ends with NULL. */
enum err json_only(struct errbox *box, const struct json *object,
                   const char *const *keys) MUST_CHECK;

/* Raises ERR_INPUT about a value: its place, a colon, and `complaint`. */
enum err json_refuse(struct errbox *box, const struct json *value,
                     const char *complaint);

/*
 * Making. Keys are ASCII names of ours or checked text; text is valid UTF-8;
 * of STR_NONE becomes null. A child is shared, not copied: change nothing in
 * it afterwards.
 */
struct json *json_new_object(struct arena *a);
struct json *json_new_array(struct arena *a);
void json_set_str(struct json *object, const char *key, struct str s);
void json_set_i64(struct json *object, const char *key, int64_t n);
void json_set_flag(struct json *object, const char *key, bool flag);
void json_set(struct json *object, const char *key, const struct json *child);
void json_add_str(struct json *array, struct str s);
void json_add(struct json *array, const struct json *child);

/*
 * The canonical text: keys sorted by their bytes, no blanks, UTF-8. Equal
 * values have equal texts, so it can be hashed and signed.
 */
struct str json_text(struct arena *a, const struct json *value);

#endif
