#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/check.h"
#include "base/io.h"

#include "fault/place.h"
#include "fault/whole.h"

#define ANSWER_WAIT_S   30
#define LOG_BYTES_MAX   ((size_t)4 << 20)
#define REFERENCE_WORDS "xin đọc mã: "
#define REFERENCE_BYTES 8

int place_setup(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    void *d;

    check(p != NULL && database_setup(&d) == 0);
    p->d = d;
    db_close(p->d->db);
    p->d->db = NULL;
    p->house = house_found(p->d);
    p->draft = house_drafts(&p->house, PLACE_DRAFTS);
    house_start(&p->house);
    house_await(&p->house);
    p->client = client_new(p->house.port, ANSWER_WAIT_S);
    *state = p;
    return 0;
}

int place_teardown(void **state)
{
    struct place *p = *state;
    void *d = p->d;

    client_close(&p->client);
    if (p->house.serve)
        house_stop(&p->house);
    database_teardown(&d);
    free(p);
    return 0;
}

struct client_answer place_send(struct place *p, struct str request)
{
    struct client_answer answer;

    if (!client_send(&p->client, p->d->cx.arena, request, &answer))
        fail_msg("no answer to %.*s", 60, request.p);
    return answer;
}

struct str place_filing(const struct place *p, const struct ready_draft *who,
                        const char *rest)
{
    struct arena *a = p->d->cx.arena;

    return client_form(
        a,
        arena_printf(a, "/nop-ho-so/1.001193/%" PRId64 "/xem-lai", who->id).p,
        who->cookie,
        arena_printf(a, "_csrf=%.*s&_key=%.*s&cam_doan=1&revision=1%s",
                     STR_ARG(who->csrf), STR_ARG(who->key), rest));
}

struct str place_upload(const struct place *p, const struct ready_draft *who,
                        struct str bytes)
{
    struct arena *a = p->d->cx.arena;
    struct str body = arena_printf(
        a,
        "--cut\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%.*s"
        "\r\n--cut\r\nContent-Disposition: form-data; name=\"tep\"; "
        "filename=\"giay.pdf\"\r\n\r\n%.*s\r\n--cut--\r\n",
        STR_ARG(who->csrf), STR_ARG(bytes));

    return arena_printf(a,
                        "POST /nop-ho-so/1.001193/%" PRId64
                        "/giay-to/birth_notice HTTP/1.1\r\n"
                        "Host: 127.0.0.1\r\nCookie: motcua=%.*s\r\n"
                        "Content-Type: multipart/form-data; boundary=cut\r\n"
                        "Content-Length: %zu\r\n\r\n%.*s",
                        who->id, STR_ARG(who->cookie), body.n, STR_ARG(body));
}

static struct client_answer expect(struct place *p, struct str request,
                                   int status, const char *words)
{
    struct client_answer answer = place_send(p, request);

    if (answer.status != status ||
        str_find(answer.body, str_c(words)) == answer.body.n)
        fail_msg("%d without \"%s\": %.*s", answer.status, words,
                 STR_ARG(answer.body));
    return answer;
}

void place_expect(struct place *p, struct str request, int status,
                  const char *words)
{
    expect(p, request, status, words);
}

void place_expect_trouble(struct place *p, struct str request, int status,
                          const char *words)
{
    struct arena *a = p->d->cx.arena;
    struct client_answer answer = expect(p, request, status, words);
    size_t at = str_find(answer.body, S(REFERENCE_WORDS));
    struct str reference, log;

    assert_true(at < answer.body.n);
    at += strlen(REFERENCE_WORDS);
    reference = str_sub(answer.body, at, at + REFERENCE_BYTES);
    must(io_read_file(&p->d->cx.err, a,
                      arena_printf(a, "%s/log", p->d->folder).p, LOG_BYTES_MAX,
                      &log),
         &p->d->cx);
    assert_true(str_find(log, reference) < log.n);
}

void place_files_after_all(struct place *p, const struct ready_draft *who)
{
    struct client_answer answer = place_send(p, place_filing(p, who, ""));

    if (answer.status != 303)
        fail_msg("status %d", answer.status);
    house_stop(&p->house);
    p->d->db = database_open(p->d, (struct db_conf){.role = DB_MAIN});
    whole_dossier(p->d, who->id, PLACE_PAPERS);
    whole_census(p->d, 1, PLACE_DRAFTS - 1, PLACE_PAPERS);
}
