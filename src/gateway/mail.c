#include "base/prelude.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/encode.h"
#include "base/utf8.h"

#include "gateway/mail.h"

#define LETTER_BYTES_MAX ((size_t)64 << 10)
#define HEADER_BYTES_MAX ((size_t)8 << 10)

/* 60 letters of base64: with "=?UTF-8?B?" and "?=" below the 75 allowed. */
#define WORD_BYTES_MAX 45
#define LINE_LETTERS   76

struct mailer {
    struct mail_conf conf;
    struct transfer *transfer;
};

enum err mailer_new(const struct mail_conf *conf, struct mailer **ret,
                    struct errbox *box)
{
    struct mailer *m = malloc(sizeof *m);
    enum err err;

    check(m != NULL);
    m->conf = *conf;
    err = transfer_new(&conf->transfer, &m->transfer, box);
    if (err != ERR_OK) {
        free(m);
        return err;
    }
    *ret = m;
    return ERR_OK;
}

void mailer_free(struct mailer *m)
{
    if (m)
        transfer_free(m->transfer);
    free(m);
}

/* A word ends between two letters, never inside one. */
struct str mail_words(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, HEADER_BYTES_MAX);

    while (text.n > 0) {
        struct str word = utf8_cut_bytes(text, WORD_BYTES_MAX);

        if (word.n == 0)
            word = text;
        if (b.n)
            buf_add_c(&b, "\r\n ");
        buf_printf(&b, "=?UTF-8?B?%s?=", base64_text(a, word).p);
        text = str_sub(text, word.n, text.n);
    }
    check(!b.full);
    return buf_str(&b);
}

/* "Tue, 28 Apr 2026 08:00:00 +0700" */
static struct str date_header(struct arena *a, struct instant t)
{
    static const char *const weekday[] = {"Mon", "Tue", "Wed", "Thu",
                                          "Fri", "Sat", "Sun"};
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr",
                                        "May", "Jun", "Jul", "Aug",
                                        "Sep", "Oct", "Nov", "Dec"};
    struct day d = instant_day(t);
    struct civil c = day_civil(d);
    int second = (int)((t.us / SECOND_US) % 60);

    return arena_printf(a, "%s, %d %s %d %s:%02d +0700",
                        weekday[day_weekday(d)], c.day, month[c.month - 1],
                        c.year, instant_hm(a, t).p, second);
}

static struct str domain_of(struct str address)
{
    return str_sub(address, str_find_char(address, '@', 0) + 1, address.n);
}

/* In lines, the text's own ends of line as CR LF. */
static void add_text(struct arena *a, struct buf *b, struct str text)
{
    struct buf lines = buf_new(a, LETTER_BYTES_MAX);
    struct str encoded;
    struct str line;

    while (str_next(&text, '\n', &line)) {
        buf_add(&lines, line);
        buf_add_c(&lines, "\r\n");
    }
    check(!lines.full);
    encoded = base64_text(a, buf_str(&lines));
    for (size_t at = 0; at < encoded.n; at += LINE_LETTERS) {
        buf_add(b, str_sub(encoded, at, at + LINE_LETTERS));
        buf_add_c(b, "\r\n");
    }
}

struct str mail_bytes(struct arena *a, struct str from, const struct mail *m)
{
    struct buf b = buf_new(a, LETTER_BYTES_MAX);

    buf_printf(&b, "Date: %s\r\n", date_header(a, m->date).p);
    buf_printf(&b, "From: %s <%.*s>\r\n", mail_words(a, m->from_name).p,
               STR_ARG(from));
    buf_printf(&b, "To: <%.*s>\r\n", STR_ARG(m->to));
    buf_printf(&b, "Subject: %s\r\n", mail_words(a, m->subject).p);
    buf_printf(&b, "Message-ID: <%.*s@%.*s>\r\n", STR_ARG(m->ref),
               STR_ARG(domain_of(from)));
    buf_add_c(&b, "Auto-Submitted: auto-generated\r\n"
                  "MIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\n\r\n");
    add_text(a, &b, m->text);
    check(!b.full);
    return buf_str(&b);
}

/*
 * 5xx is about this letter only once the recipient was named: before that it
 * is about us. libcurl's own code says no more than that something went wrong.
 */
static enum gateway_end end_of(const struct transfer_answer *answer)
{
    int class = answer->status / 100;

    if (answer->is_done)
        return GATEWAY_TAKEN;
    if (answer->stage == TRANSFER_BEFORE)
        return GATEWAY_DOWN;
    if (class == 5)
        return GATEWAY_REFUSED;
    if (class == 4)
        return answer->status == 421 ? GATEWAY_DOWN : GATEWAY_LATER;
    return answer->is_sent ? GATEWAY_UNSURE : GATEWAY_DOWN;
}

void mail_send(struct mailer *m, struct arena *a, const struct mail *mail,
               struct gateway_answer *ret)
{
    const struct transfer_letter letter = {
        .url = m->conf.url,
        .from = m->conf.from,
        .to = mail->to,
        .text = mail_bytes(a, m->conf.from, mail),
    };
    struct transfer_answer answer;

    transfer_mail(m->transfer, a, &letter, &answer);
    *ret = (struct gateway_answer){end_of(&answer), answer.detail};
}

bool mail_knock(struct mailer *m, struct arena *a)
{
    struct transfer_answer answer;

    transfer_greet(m->transfer, a, m->conf.url, &answer);
    return answer.is_done;
}
