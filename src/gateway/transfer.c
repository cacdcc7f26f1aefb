#include "base/prelude.h"

#include <curl/curl.h>

#include "base/buf.h"
#include "base/check.h"

#include "gateway/transfer.h"

#define CONNECT_S_MAX 5L

struct transfer {
    CURL *curl;
    struct transfer_conf conf;
    struct arena *arena; /* of the settings' texts */
};

/* A question under way. */
struct asking {
    struct transfer *t;
    struct arena *arena;
    struct buf body;
    struct str text; /* of a letter, what is left of it */
    enum transfer_stage stage;
};

enum err transfer_new(const struct transfer_conf *conf, struct transfer **ret,
                      struct errbox *box)
{
    struct arena *a = arena_new(ARENA_REQUEST_BYTES_MAX);
    struct transfer *t = ARENA_NEW(a, struct transfer);

    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK ||
        !(t->curl = curl_easy_init())) {
        arena_free(a);
        return RAISE(box, ERR_UNAVAILABLE, "libcurl did not begin");
    }
    t->arena = a;
    t->conf = *conf;
    t->conf.user = str_c(arena_cstr(a, conf->user));
    t->conf.password = str_c(arena_cstr(a, conf->password));
    *ret = t;
    return ERR_OK;
}

void transfer_free(struct transfer *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->curl);
    curl_global_cleanup();
    arena_free(t->arena);
}

/* The constants of libcurl are right by their names; its checks are macros. */
static void set_long(CURL *curl, CURLoption option, long value)
{
    check(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

static void set_pointer(CURL *curl, CURLoption option, const void *value)
{
    check(curl_easy_setopt(curl, option, value) == CURLE_OK);
}

static size_t take_body(char *bytes, size_t size, size_t count, void *p)
{
    struct asking *k = p;

    if (k->body.n < TRANSFER_BODY_BYTES_MAX)
        buf_add(&k->body, str_sub((struct str){bytes, size * count}, 0,
                                  TRANSFER_BODY_BYTES_MAX - k->body.n));
    return size * count;
}

static size_t give_text(char *room, size_t size, size_t count, void *p)
{
    struct asking *k = p;
    size_t n = size * count < k->text.n ? size * count : k->text.n;

    if (n)
        memcpy(room, k->text.p, n);
    k->text = str_sub(k->text, n, k->text.n);
    return n;
}

/* Which command of SMTP was the last: a refusal is about that. */
static int watch(CURL *curl, curl_infotype type, char *bytes, size_t n, void *p)
{
    struct asking *k = p;
    struct str said = {bytes, n};

    (void)curl;
    if (type != CURLINFO_HEADER_OUT)
        return 0;
    if (str_starts(said, S("RCPT ")))
        k->stage = TRANSFER_RECIPIENT;
    else if (str_starts(said, S("DATA")))
        k->stage = TRANSFER_TEXT;
    return 0;
}

static void begin(struct asking *k, struct str url)
{
    CURL *curl = k->t->curl;
    long wait_s = k->t->conf.wait_s;

    curl_easy_reset(curl);
    set_pointer(curl, CURLOPT_URL, arena_cstr(k->arena, url));
    set_long(curl, CURLOPT_NOSIGNAL, 1);
    set_pointer(curl, CURLOPT_PROXY, "");
    set_long(curl, CURLOPT_NETRC, CURL_NETRC_IGNORED);
    set_pointer(curl, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
    set_long(curl, CURLOPT_TIMEOUT, wait_s);
    set_long(curl, CURLOPT_CONNECTTIMEOUT,
             wait_s < CONNECT_S_MAX ? wait_s : CONNECT_S_MAX);
    check(curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK);
    set_pointer(curl, CURLOPT_WRITEDATA, k);
}

static void end(struct asking *k, CURLcode code, bool is_sent,
                struct transfer_answer *ret)
{
    long status = 0;

    curl_easy_getinfo(k->t->curl, CURLINFO_RESPONSE_CODE, &status);
    *ret = (struct transfer_answer){
        .is_done = code == CURLE_OK,
        .is_sent = is_sent,
        .status = (int)status,
        .stage = k->stage,
        .body = buf_str(&k->body),
        .detail = arena_printf(k->arena, "%s, status %ld",
                               curl_easy_strerror(code), status),
    };
}

void transfer_get(struct transfer *t, struct arena *a, struct str url,
                  struct transfer_answer *ret)
{
    struct asking k = {
        .t = t, .arena = a, .body = buf_new(a, TRANSFER_BODY_BYTES_MAX)};
    long sent = 0;
    CURLcode code;

    begin(&k, url);
    set_long(t->curl, CURLOPT_FOLLOWLOCATION, 0);
    /* On a kept connection that dies libcurl asks again by itself: twice. */
    set_long(t->curl, CURLOPT_FRESH_CONNECT, 1);
    set_long(t->curl, CURLOPT_FORBID_REUSE, 1);
    code = curl_easy_perform(t->curl);
    curl_easy_getinfo(t->curl, CURLINFO_REQUEST_SIZE, &sent);
    end(&k, code, sent > 0, ret);
}

static void begin_mail(struct asking *k, struct str url)
{
    CURL *curl = k->t->curl;
    const struct transfer_conf *conf = &k->t->conf;

    begin(k, url);
    set_long(curl, CURLOPT_USE_SSL,
             conf->needs_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY);
    if (!str_empty(conf->user)) {
        set_pointer(curl, CURLOPT_USERNAME, conf->user.p);
        set_pointer(curl, CURLOPT_PASSWORD, conf->password.p);
    }
    set_long(curl, CURLOPT_VERBOSE, 1);
    check(curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch) == CURLE_OK);
    set_pointer(curl, CURLOPT_DEBUGDATA, k);
}

static struct curl_slist *one_recipient(struct arena *a, struct str to)
{
    struct curl_slist *list =
        curl_slist_append(NULL, arena_printf(a, "<%.*s>", STR_ARG(to)).p);

    check(list != NULL);
    return list;
}

void transfer_mail(struct transfer *t, struct arena *a,
                   const struct transfer_letter *letter,
                   struct transfer_answer *ret)
{
    struct asking k = {
        .t = t,
        .arena = a,
        .body = buf_new(a, TRANSFER_BODY_BYTES_MAX),
        .text = letter->text,
    };
    struct curl_slist *to = one_recipient(a, letter->to);
    CURLcode code;

    begin_mail(&k, letter->url);
    set_pointer(t->curl, CURLOPT_MAIL_FROM,
                arena_printf(a, "<%.*s>", STR_ARG(letter->from)).p);
    set_pointer(t->curl, CURLOPT_MAIL_RCPT, to);
    set_long(t->curl, CURLOPT_UPLOAD, 1);
    check(curl_easy_setopt(t->curl, CURLOPT_READFUNCTION, give_text) ==
          CURLE_OK);
    set_pointer(t->curl, CURLOPT_READDATA, &k);
    code = curl_easy_perform(t->curl);
    end(&k, code, k.stage == TRANSFER_TEXT && k.text.n == 0, ret);
    curl_slist_free_all(to);
}

void transfer_greet(struct transfer *t, struct arena *a, struct str url,
                    struct transfer_answer *ret)
{
    struct asking k = {
        .t = t, .arena = a, .body = buf_new(a, TRANSFER_BODY_BYTES_MAX)};

    begin_mail(&k, url);
    set_pointer(t->curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    set_long(t->curl, CURLOPT_NOBODY, 1);
    end(&k, curl_easy_perform(t->curl), false, ret);
}

struct str transfer_escape(struct transfer *t, struct arena *a, struct str s)
{
    char *escaped = curl_easy_escape(t->curl, s.n ? s.p : "", (int)s.n);
    struct str copy;

    check(escaped != NULL);
    copy = str_c(arena_cstr(a, str_c(escaped)));
    curl_free(escaped);
    return copy;
}
