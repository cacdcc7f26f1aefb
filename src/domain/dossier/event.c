#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/encode.h"

#include "domain/dossier/event.h"

#define BODY_BYTES_MAX 2048

struct digest event_seal(struct str salt, struct str text)
{
    /* HMAC, so that no text can be moved between salt and message. */
    return hmac_sha256(salt, text);
}

static void add_int(struct buf *b, const char *name, int64_t n)
{
    buf_printf(b, "%s %" PRId64 "\n", name, n);
}

static void add_text(struct buf *b, const char *name, struct str s)
{
    buf_printf(b, "%s %zu:%.*s\n", name, s.n, STR_ARG(s));
}

static void add_seal(struct buf *b, const char *name, struct str salt,
                     struct str text)
{
    struct digest d;

    if (str_empty(text)) {
        add_text(b, name, S(""));
        return;
    }
    d = event_seal(salt, text);
    add_text(b, name, hex_text(b->arena, digest_str(&d)));
}

struct str event_body(struct arena *a, const struct dossier_event *e,
                      struct str salt)
{
    struct buf b = buf_new(a, BODY_BYTES_MAX);

    add_int(&b, "schema", EVENT_SCHEMA);
    add_int(&b, "dossier", e->dossier_id);
    add_int(&b, "n", e->n);
    add_int(&b, "event", e->kind);
    add_int(&b, "account", e->account_id);
    add_int(&b, "desk", e->desk_id);
    add_int(&b, "recorded", e->recorded_at.us);
    add_int(&b, "effective", e->effective_at.us);
    add_int(&b, "before", e->before);
    add_int(&b, "after", e->after);
    add_int(&b, "due_before", e->due_before.us);
    add_int(&b, "due_after", e->due_after.us);
    add_text(&b, "step", e->step);
    add_text(&b, "action", e->action);
    add_text(&b, "detail", e->detail);
    add_seal(&b, "reason", salt, e->reason);
    add_seal(&b, "answers", salt, e->answers);
    check(!b.full);
    return buf_str(&b);
}

struct digest event_hash(struct arena *a, struct str before, struct str body)
{
    struct sha256_stream *s = sha256_begin(a);

    sha256_add(s, before);
    sha256_add(s, body);
    return sha256_end(s);
}
