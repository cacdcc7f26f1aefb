#include "base/prelude.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <glob.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"
#include "base/io.h"

#include "parts/part.h"

#define WAIT_STEPS    2000 /* of 10 ms */
#define FILE_BYTES    ((size_t)1 << 20)
#define BOX_BYTES     ((size_t)4 << 20)
#define CENTRE        "/usr/lib/kannel/test/fakesmsc"
#define PROGRAM_WORDS 16

static struct sockaddr_in loopback(int port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET,
        .sin_port = htons((uint16_t)port),
        .sin_addr = {htonl(INADDR_LOOPBACK)},
    };
}

int part_port(void)
{
    struct sockaddr_in at = loopback(0);
    socklen_t bytes = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    check(fd >= 0 && bind(fd, (struct sockaddr *)&at, bytes) == 0);
    check(getsockname(fd, (struct sockaddr *)&at, &bytes) == 0);
    close(fd);
    return ntohs(at.sin_port);
}

void part_await(bool (*ready)(void *p), void *p, const char *what)
{
    for (int i = 0; i < WAIT_STEPS; i++) {
        if (ready(p))
            return;
        usleep(10000);
    }
    fail_msg("waited in vain for %s", what);
}

static bool is_listened_on(void *p)
{
    struct sockaddr_in at = loopback(*(int *)p);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool good = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;

    close(fd);
    return good;
}

struct str part_file(struct arena *a, const char *path)
{
    struct errbox box = {0};
    struct str text;

    if (io_read_file(&box, a, path, FILE_BYTES, &text) != ERR_OK)
        return S("");
    return text;
}

/* Ends when we do, however we end. */
static pid_t start(const char *log, char *const *words)
{
    pid_t pid = fork();
    int out;

    check(pid >= 0);
    if (pid > 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    execv(words[0], words);
    _exit(127);
}

static void stop(pid_t *pid)
{
    if (*pid <= 0)
        return;
    kill(*pid, SIGKILL);
    waitpid(*pid, NULL, 0);
    *pid = 0;
}

/* For execv(), which wants words that it may write to. */
static char *word(struct arena *a, struct str text)
{
    char *copy = arena_alloc(a, text.n + 1);

    memcpy(copy, text.p, text.n);
    copy[text.n] = '\0';
    return copy;
}

static char *inside(struct arena *a, const char *folder, const char *name)
{
    return word(a, arena_printf(a, "%s/%s", folder, name));
}

struct mail_server mail_server_start(struct arena *a, const char *folder,
                                     int port)
{
    struct mail_server m = {.port = port, .box = inside(a, folder, "box")};
    char *words[PROGRAM_WORDS] = {
        word(a, S("/usr/bin/python3")),
        word(a, S("-m")),
        word(a, S("aiosmtpd")),
        word(a, S("-n")),
        word(a, S("-c")),
        word(a, S("aiosmtpd.handlers.Mailbox")),
        inside(a, folder, "box"),
        word(a, S("-l")),
        word(a, arena_printf(a, "127.0.0.1:%d", port)),
    };

    m.pid = start(inside(a, folder, "smtp.log"), words);
    part_await(is_listened_on, &m.port, "the mail server");
    return m;
}

void mail_server_stop(struct mail_server *m)
{
    stop(&m->pid);
}

struct str mail_server_letters(struct arena *a, const struct mail_server *m,
                               size_t *ret_count)
{
    struct buf all = buf_new(a, BOX_BYTES);
    glob_t found = {0};

    glob(inside(a, m->box, "new/*"), 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++)
        buf_add(&all, part_file(a, found.gl_pathv[i]));
    *ret_count = found.gl_pathc;
    globfree(&found);
    return buf_str(&all);
}

/* As docs/how/telling.md tells an operator to, but for the fake centre. */
#define KANNEL_CONF                   \
    "group = core\n"                  \
    "admin-port = %d\n"               \
    "admin-interface = 127.0.0.1\n"   \
    "admin-password = x\n"            \
    "smsbox-port = %d\n"              \
    "smsbox-interface = 127.0.0.1\n"  \
    "box-allow-ip = 127.0.0.1\n"      \
    "dlr-storage = internal\n"        \
    "\n"                              \
    "group = smsc\n"                  \
    "smsc = fake\n"                   \
    "smsc-id = fake1\n"               \
    "port = %d\n"                     \
    "connect-allow-ip = 127.0.0.1\n"  \
    "\n"                              \
    "group = smsbox\n"                \
    "bearerbox-host = 127.0.0.1\n"    \
    "sendsms-port = %d\n"             \
    "sendsms-interface = 127.0.0.1\n" \
    "global-sender = 8888\n"          \
    "\n"                              \
    "group = sendsms-user\n"          \
    "username = portal\n"             \
    "password = s&cr t\n"             \
    "max-messages = 10\n"             \
    "concatenation = true\n"          \
    "\n"                              \
    "group = sms-service\n"           \
    "keyword = default\n"             \
    "text = ok\n"                     \
    "max-messages = 0\n"

static void write_conf(const char *path, int admin, int box, int centre,
                       int port)
{
    FILE *f = fopen(path, "w");

    check(f != NULL);
    check(fprintf(f, KANNEL_CONF, admin, box, centre, port) > 0);
    check(fclose(f) == 0);
}

static pid_t start_box(struct arena *a, const char *folder, const char *path,
                       const char *conf)
{
    char *words[PROGRAM_WORDS] = {
        word(a, str_c(path)),
        word(a, S("-v")),
        word(a, S("2")),
        word(a, str_c(conf)),
    };

    return start(inside(a, folder, "kannel.log"), words);
}

/* The order matters: each wants the one before it to listen. */
struct kannel kannel_start(struct arena *a, const char *folder)
{
    struct kannel k = {.port = part_port(),
                       .seen = inside(a, folder, "centre.log")};
    int box = part_port();
    int centre = part_port();
    const char *conf = inside(a, folder, "kannel.conf");
    char *words[PROGRAM_WORDS] = {
        word(a, str_c(CENTRE)),
        word(a, S("-H")),
        word(a, S("127.0.0.1")),
        word(a, S("-r")),
        word(a, arena_printf(a, "%d", centre)),
        word(a, S("-i")),
        word(a, S("1")),
        word(a, S("-m")),
        word(a, S("0")),
        word(a, S("1 8888 text x")),
    };

    write_conf(conf, part_port(), box, centre, k.port);
    k.bearerbox = start_box(a, folder, "/usr/sbin/bearerbox", conf);
    part_await(is_listened_on, &box, "bearerbox");
    part_await(is_listened_on, &centre, "bearerbox's centre");
    k.centre = start(k.seen, words);
    k.smsbox = start_box(a, folder, "/usr/sbin/smsbox", conf);
    part_await(is_listened_on, &k.port, "smsbox");
    return k;
}

void kannel_stop(struct kannel *k)
{
    stop(&k->smsbox);
    stop(&k->centre);
    stop(&k->bearerbox);
}
