#include "base/prelude.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"

#include "parts/peer.h"

#define PIECE_BYTES 65536

static int open_port(int *port)
{
    struct sockaddr_in at = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)*port),
        .sin_addr = {htonl(INADDR_LOOPBACK)},
    };
    socklen_t bytes = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int one = 1;

    check(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0);
    check(bind(fd, (struct sockaddr *)&at, bytes) == 0 && listen(fd, 16) == 0);
    check(getsockname(fd, (struct sockaddr *)&at, &bytes) == 0);
    *port = ntohs(at.sin_port);
    return fd;
}

static bool is_ending(struct peer *p)
{
    bool ending;

    pthread_mutex_lock(&p->lock);
    ending = p->is_ending;
    pthread_mutex_unlock(&p->lock);
    return ending;
}

static enum peer_mood mood_of(struct peer *p)
{
    enum peer_mood mood;

    pthread_mutex_lock(&p->lock);
    mood = p->mood;
    pthread_mutex_unlock(&p->lock);
    return mood;
}

void peer_turn(struct peer *p, enum peer_mood mood)
{
    pthread_mutex_lock(&p->lock);
    p->mood = mood;
    pthread_mutex_unlock(&p->lock);
}

static void note(struct peer *p, struct str bytes)
{
    pthread_mutex_lock(&p->lock);
    check(p->heard_bytes + bytes.n <= PEER_HEARD_BYTES_MAX);
    memcpy(p->heard + p->heard_bytes, bytes.p, bytes.n);
    p->heard_bytes += bytes.n;
    pthread_mutex_unlock(&p->lock);
}

struct str peer_heard(struct peer *p, struct arena *a)
{
    struct str copy;

    pthread_mutex_lock(&p->lock);
    copy = str_c(arena_cstr(a, (struct str){p->heard, p->heard_bytes}));
    pthread_mutex_unlock(&p->lock);
    return copy;
}

static void say(int fd, const char *text)
{
    (void)!send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* More of what the other says; 0: it hung up, or we are ending. */
static size_t hear(struct peer *p, int fd, char *room, size_t bytes)
{
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    ssize_t n;

    while (!is_ending(p)) {
        if (poll(&ready, 1, 20) <= 0)
            continue;
        n = recv(fd, room, bytes, 0);
        if (n <= 0)
            return 0;
        note(p, (struct str){room, (size_t)n});
        return (size_t)n;
    }
    return 0;
}

/* Hears until `end` has come; false when the other hangs up before. */
static bool hear_until(struct peer *p, int fd, struct str end, char *room,
                       size_t *ret_bytes)
{
    size_t used = 0;

    while (used < PIECE_BYTES) {
        size_t n = hear(p, fd, room + used, PIECE_BYTES - used);

        if (n == 0)
            return false;
        used += n;
        *ret_bytes = used;
        if (str_find((struct str){room, used}, end) < used)
            return true;
    }
    return false;
}

/* The gateway's call to the portal: GET /bao-nhan/REF?loai=1. */
static void report(struct peer *p, struct str question)
{
    const struct str mark = S("bao-nhan%2F");
    size_t at = str_find(question, mark) + mark.n;
    struct sockaddr_in to = {
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)p->portal_port),
        .sin_addr = {htonl(INADDR_LOOPBACK)},
    };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char text[512];
    char answer[PIECE_BYTES];

    check(connect(fd, (struct sockaddr *)&to, sizeof to) == 0);
    snprintf(text, sizeof text,
             "GET /bao-nhan/%.32s?loai=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
             "Connection: close\r\n\r\n",
             question.p + at);
    say(fd, text);
    while (recv(fd, answer, sizeof answer, 0) > 0)
        ;
    close(fd);
}

static const char *http_answer(enum peer_mood mood)
{
    return mood == PEER_REFUSES
               ? "HTTP/1.1 400 Bad\r\nContent-Length: 3\r\n\r\nno\n"
               : "HTTP/1.1 202 Accepted\r\nContent-Length: 3\r\n\r\n0:\n";
}

/* A knock, without a text, is answered in any mood but that of hanging. */
static void serve_http(struct peer *p, int fd)
{
    static char room[PIECE_BYTES];
    size_t bytes = 0;

    while (hear_until(p, fd, S("\r\n\r\n"), room, &bytes)) {
        struct str question = {room, bytes};
        bool is_knock = str_find(question, S("text=")) == bytes;
        enum peer_mood mood = mood_of(p);

        if (mood == PEER_HANGS) {
            while (hear(p, fd, room, PIECE_BYTES))
                ;
            return;
        }
        if (!is_knock &&
            (mood == PEER_REPORTS || mood == PEER_REPORTS_AND_BREAKS))
            report(p, question);
        if (!is_knock &&
            (mood == PEER_BREAKS || mood == PEER_REPORTS_AND_BREAKS))
            return;
        say(fd, http_answer(mood));
    }
}

static const char *recipient_answer(enum peer_mood mood)
{
    if (mood == PEER_DEFERS)
        return "451 4.7.1 later\r\n";
    return mood == PEER_REFUSES ? "550 5.1.1 nobody\r\n" : "250 ok\r\n";
}

/* False: the conversation is over. */
static bool answer_smtp(struct peer *p, int fd, struct str line)
{
    static char room[PIECE_BYTES];
    size_t bytes = 0;

    if (str_starts(line, S("RCPT"))) {
        say(fd, recipient_answer(mood_of(p)));
        return true;
    }
    if (str_starts(line, S("QUIT"))) {
        say(fd, "221 bye\r\n");
        return false;
    }
    if (!str_starts(line, S("DATA"))) {
        say(fd, "250 ok\r\n");
        return true;
    }
    say(fd, "354 go on\r\n");
    if (!hear_until(p, fd, S("\r\n.\r\n"), room, &bytes) ||
        mood_of(p) == PEER_BREAKS)
        return false;
    say(fd, "250 taken\r\n");
    return true;
}

static void serve_smtp(struct peer *p, int fd)
{
    static char room[PIECE_BYTES];
    size_t bytes = 0;

    if (mood_of(p) != PEER_HANGS)
        say(fd, "220 peer\r\n");
    while (hear_until(p, fd, S("\r\n"), room, &bytes))
        if (!answer_smtp(p, fd, (struct str){room, bytes}))
            return;
}

static void *serve(void *arg)
{
    struct peer *p = arg;
    struct pollfd ready = {.fd = p->fd, .events = POLLIN};

    while (!is_ending(p)) {
        int fd;

        if (poll(&ready, 1, 20) <= 0)
            continue;
        fd = accept4(p->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            continue;
        if (p->speaks_smtp)
            serve_smtp(p, fd);
        else
            serve_http(p, fd);
        close(fd);
    }
    return NULL;
}

struct peer *peer_start(int port, bool speaks_smtp, enum peer_mood mood)
{
    struct peer *p = calloc(1, sizeof *p);

    check(p != NULL);
    p->port = port;
    p->fd = open_port(&p->port);
    p->speaks_smtp = speaks_smtp;
    p->mood = mood;
    check(pthread_mutex_init(&p->lock, NULL) == 0);
    check(pthread_create(&p->thread, NULL, serve, p) == 0);
    return p;
}

void peer_stop(struct peer *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    p->is_ending = true;
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->thread, NULL);
    close(p->fd);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
