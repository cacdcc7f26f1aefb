#include "base/prelude.h"

#include "base/num.h"

#include "web/guard.h"

/* A body nobody could send in a working day; keeps arithmetic far from 2^63. */
#define BODY_BYTES_MAX ((int64_t)1 << 40)

static char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool eq_any_case(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

struct str head_get(const struct http_head *head, struct str name)
{
    for (size_t i = 0; i < head->header_count; i++)
        if (eq_any_case(head->header[i].name, name))
            return head->header[i].value;
    return STR_NONE;
}

struct str head_get_last(const struct http_head *head, struct str name)
{
    for (size_t i = head->header_count; i > 0; i--)
        if (eq_any_case(head->header[i - 1].name, name))
            return head->header[i - 1].value;
    return STR_NONE;
}

static size_t head_count(const struct http_head *head, struct str name)
{
    size_t count = 0;

    for (size_t i = 0; i < head->header_count; i++)
        count += eq_any_case(head->header[i].name, name);
    return count;
}

/* Source: RFC 9110, 5.6.2 (token). */
static bool is_token_char(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_token_char(s.p[i]))
            return false;
    return s.n > 0;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < ' ' && c != '\t') || c == 127)
            return true;
    }
    return false;
}

static enum err guard_headers(struct cx *cx, const struct http_head *head)
{
    size_t bytes = 0;

    if (head->header_count > GUARD_HEADERS_MAX)
        return RAISE(&cx->err, ERR_SYNTAX, "%zu headers", head->header_count);
    for (size_t i = 0; i < head->header_count; i++) {
        const struct pair *h = &head->header[i];

        if (!is_token(h->name))
            return RAISE(&cx->err, ERR_SYNTAX, "header %zu: not a token", i);
        if (has_control(h->value))
            return RAISE(&cx->err, ERR_SYNTAX, "header %zu: control byte", i);
        bytes += h->name.n + h->value.n;
    }
    if (bytes > GUARD_HEADER_BYTES_MAX)
        return RAISE(&cx->err, ERR_SYNTAX, "headers of %zu bytes", bytes);
    return ERR_OK;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static enum err guard_length(struct cx *cx, const struct http_head *head,
                             int64_t *ret)
{
    size_t count = head_count(head, S("content-length"));
    struct str text = head_get(head, S("content-length"));

    if (head_count(head, S("transfer-encoding")) > 0)
        return RAISE(&cx->err, ERR_SYNTAX, "Transfer-Encoding");
    if (count > 1)
        return RAISE(&cx->err, ERR_SYNTAX, "%zu Content-Length", count);
    *ret = 0;
    if (count == 1 &&
        (!all_digits(text) || !num_parse(text, 0, BODY_BYTES_MAX, ret)))
        return RAISE(&cx->err, ERR_SYNTAX, "Content-Length is not a number");
    return ERR_OK;
}

/* "[::1]:8080" is "[::1]", "a.vn:80" is "a.vn"; STR_NONE on a bad port. */
static struct str host_without_port(struct str host)
{
    size_t from = 0;
    size_t colon;

    if (str_starts(host, S("[")))
        from = str_find_char(host, ']', 0);
    colon = str_find_char(host, ':', from);
    if (colon < host.n && !all_digits(str_sub(host, colon + 1, host.n)))
        return STR_NONE;
    return str_sub(host, 0, colon);
}

static bool is_loopback(struct str host)
{
    return eq_any_case(host, S("localhost")) || str_eq(host, S("127.0.0.1")) ||
           str_eq(host, S("[::1]"));
}

static enum err guard_host(struct cx *cx, const struct http_head *head,
                           const struct str *hosts, size_t host_count,
                           struct str *ret)
{
    size_t count = head_count(head, S("host"));
    struct str host = host_without_port(head_get(head, S("host")));

    if (count != 1)
        return RAISE(&cx->err, ERR_SYNTAX, "%zu Host headers", count);
    if (is_loopback(host)) {
        *ret = host;
        return ERR_OK;
    }
    for (size_t i = 0; i < host_count; i++) {
        if (!eq_any_case(host, hosts[i]))
            continue;
        *ret = hosts[i];
        return ERR_OK;
    }
    return RAISE(&cx->err, ERR_SYNTAX, "Host is not a name of this site");
}

enum err guard_head(struct cx *cx, const struct http_head *head,
                    const struct str *hosts, size_t host_count,
                    struct guarded *ret)
{
    struct guarded guarded;

    if (!is_token(head->method))
        return RAISE(&cx->err, ERR_SYNTAX, "method is not a token");
    if (has_control(head->target))
        return RAISE(&cx->err, ERR_SYNTAX, "control byte in the target");
    TRY(guard_headers(cx, head));
    TRY(guard_length(cx, head, &guarded.body_bytes));
    TRY(guard_host(cx, head, hosts, host_count, &guarded.host));
    *ret = guarded;
    return ERR_OK;
}
