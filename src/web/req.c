#include "base/prelude.h"

#include "base/check.h"
#include "base/encode.h"

#include "web/csrf.h"
#include "web/req.h"

#define FORM_KEY_BYTES 16

struct str req_capture(const struct req *rq, const char *name)
{
    for (size_t i = 0; i < rq->found.capture_count; i++)
        if (str_eq_c(rq->found.capture_name[i], name))
            return rq->found.capture[i];
    check(!"a capture that the pattern does not have");
    return STR_NONE;
}

struct str req_query(struct req *rq, const char *name, struct text_rule rule)
{
    struct str raw = pairs_get(&rq->query, str_c(name));
    struct str text;

    if (text_in(&rq->cx.err, rq->cx.arena, raw, rule, &text) == ERR_OK)
        return text;
    errbox_clear(&rq->cx.err);
    return S("");
}

bool req_has_field(const struct req *rq, const char *name)
{
    return pairs_get(&rq->field, str_c(name)).p != NULL;
}

bool req_field(struct req *rq, const char *name, struct text_rule rule,
               struct str *ret)
{
    struct str raw = pairs_get(&rq->field, str_c(name));

    if (text_in(&rq->cx.err, rq->cx.arena, raw, rule, ret) == ERR_OK)
        return true;
    *ret = S("");
    req_note(rq, name);
    return false;
}

bool req_secret(struct req *rq, const char *name, size_t bytes_max,
                struct str *ret)
{
    struct str raw = pairs_get(&rq->field, str_c(name));

    *ret = raw.n > bytes_max || !raw.p ? S("") : raw;
    return ret->n > 0;
}

const struct upload *req_file(const struct req *rq, const char *field)
{
    for (size_t i = 0; i < rq->upload_count; i++)
        if (str_eq_c(rq->upload[i].field, field))
            return &rq->upload[i];
    return NULL;
}

void req_note(struct req *rq, const char *field)
{
    if (rq->note_count < REQ_FIELD_NOTES_MAX)
        rq->note[rq->note_count++] =
            (struct field_note){str_c(field), rq->cx.err};
    errbox_clear(&rq->cx.err);
}

enum err req_checked(struct req *rq)
{
    if (rq->note_count == 0)
        return ERR_OK;
    return RAISE(&rq->cx.err, ERR_INPUT, "%zu fields to correct",
                 rq->note_count);
}

const struct errbox *req_note_of(const struct req *rq, const char *field)
{
    for (size_t i = 0; i < rq->note_count; i++)
        if (str_eq_c(rq->note[i].field, field))
            return &rq->note[i].error;
    return NULL;
}

void req_done(struct req *rq, struct url at)
{
    rq->done_at = at;
}

void req_keep_answer(struct req *rq, int64_t keep_us)
{
    rq->keep_answer_us = keep_us;
}

/* A visitor's cookie is his secret, as text. */
static void make_visitor(struct req *rq)
{
    crypto_random(&rq->secret, sizeof rq->secret);
    rq->has_secret = true;
    rq->new_visitor = base64url_text(
        rq->cx.arena, (struct str){(const char *)rq->secret.b, KEY_BYTES});
}

struct form_tokens req_form_tokens(struct req *rq)
{
    struct str key = crypto_random_str(rq->cx.arena, FORM_KEY_BYTES);

    if (!rq->has_secret)
        make_visitor(rq);
    return (struct form_tokens){
        .csrf = csrf_token(rq->cx.arena, &rq->secret),
        .key = hex_text(rq->cx.arena, key),
    };
}

enum err req_check_token(struct req *rq)
{
    struct str token = pairs_get(&rq->field, S(FIELD_CSRF));

    if (!rq->has_secret || !csrf_token_good(rq->cx.arena, &rq->secret, token))
        return RAISE(&rq->cx.err, ERR_FORGED, "anti-forgery token");
    return ERR_OK;
}
