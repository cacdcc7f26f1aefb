#include "base/prelude.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "base/num.h"

#include "fault/client.h"

#define COOKIE_NAME "motcua"

struct client client_new(int port, int wait_s)
{
    return (struct client){.port = port, .wait_s = wait_s, .fd = -1};
}

void client_close(struct client *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
}

static bool dial(struct client *c)
{
    struct timeval wait = {.tv_sec = c->wait_s};
    struct sockaddr_in to = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)c->port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };

    if (c->fd >= 0)
        return true;
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(c->fd >= 0);
    setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
    return connect(c->fd, (struct sockaddr *)&to, sizeof to) == 0;
}

/* An answer may come before the whole request was taken: it is read then. */
static bool send_all(struct client *c, struct str bytes)
{
    while (bytes.n > 0) {
        ssize_t n = send(c->fd, bytes.p, bytes.n, MSG_NOSIGNAL);

        if (n <= 0)
            return false;
        bytes = str_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}

struct str client_header(const struct client_answer *answer, const char *name)
{
    struct str rest = answer->head;
    struct str line;

    while (str_next(&rest, '\n', &line)) {
        size_t colon = str_find_char(line, ':', 0);

        if (colon == strlen(name) && strncasecmp(line.p, name, colon) == 0)
            return str_trim(str_sub(line, colon + 1, line.n));
    }
    return STR_NONE;
}

/* Cuts what has come into head and body; false while it is not all there. */
static bool is_whole(struct str got, struct client_answer *ret)
{
    size_t head_n = str_find(got, S("\r\n\r\n"));
    int64_t status, body_n;

    if (head_n == got.n)
        return false;
    ret->head = str_sub(got, 0, head_n);
    ret->body = str_sub(got, head_n + 4, got.n);
    if (!num_parse(str_sub(got, 9, 12), 100, 599, &status) ||
        !num_parse(client_header(ret, "Content-Length"), 0,
                   CLIENT_ANSWER_BYTES_MAX, &body_n))
        return false;
    ret->status = (int)status;
    return ret->body.n >= (size_t)body_n;
}

static bool read_answer(struct client *c, struct arena *a,
                        struct client_answer *ret)
{
    char *p = arena_alloc(a, CLIENT_ANSWER_BYTES_MAX);
    size_t n = 0;

    while (n < CLIENT_ANSWER_BYTES_MAX) {
        ssize_t got = recv(c->fd, p + n, CLIENT_ANSWER_BYTES_MAX - n, 0);

        if (got <= 0)
            return false;
        n += (size_t)got;
        if (is_whole((struct str){p, n}, ret))
            return true;
    }
    return false;
}

bool client_flood(struct client *c, struct arena *a, struct str head,
                  struct str piece, size_t count, struct client_answer *ret)
{
    bool answered = dial(c);

    if (answered) {
        bool sent = send_all(c, head);

        for (size_t i = 0; sent && i < count; i++)
            sent = send_all(c, piece);
        answered = read_answer(c, a, ret);
    }
    if (!answered || str_eq_c(client_header(ret, "Connection"), "close"))
        client_close(c);
    return answered;
}

bool client_send(struct client *c, struct arena *a, struct str request,
                 struct client_answer *ret)
{
    return client_flood(c, a, request, S(""), 0, ret);
}

struct str client_form(struct arena *a, const char *path, struct str cookie,
                       struct str form)
{
    return arena_printf(a,
                        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        "Cookie: " COOKIE_NAME "=%.*s\r\n"
                        "Content-Type: application/x-www-form-urlencoded\r\n"
                        "Content-Length: %zu\r\n\r\n%.*s",
                        path, STR_ARG(cookie), form.n, STR_ARG(form));
}

struct str client_get(struct arena *a, const char *path, struct str cookie)
{
    return arena_printf(a,
                        "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        "Cookie: " COOKIE_NAME "=%.*s\r\n\r\n",
                        path, STR_ARG(cookie));
}
