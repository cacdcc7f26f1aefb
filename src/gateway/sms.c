#include "base/prelude.h"

#include "base/check.h"

#include "gateway/sms.h"

/* Reports wanted: delivered 1, failed 2, taken by the network 8, refused 16. */
#define REPORT_MASK 27

struct sms_gate {
    struct sms_conf conf;
    struct transfer *transfer;
};

enum err sms_gate_new(const struct sms_conf *conf, struct sms_gate **ret,
                      struct errbox *box)
{
    const struct transfer_conf transfer = {.wait_s = conf->wait_s};
    struct sms_gate *g = malloc(sizeof *g);
    enum err err;

    check(g != NULL);
    g->conf = *conf;
    err = transfer_new(&transfer, &g->transfer, box);
    if (err != ERR_OK) {
        free(g);
        return err;
    }
    *ret = g;
    return ERR_OK;
}

void sms_gate_free(struct sms_gate *g)
{
    if (g)
        transfer_free(g->transfer);
    free(g);
}

/* "%d" is Kannel's to fill with the kind of the report. */
static struct str address_of(struct sms_gate *g, struct arena *a,
                             const struct sms *sms)
{
    struct transfer *t = g->transfer;
    const struct sms_conf *c = &g->conf;
    struct str report =
        arena_printf(a, "%.*s/bao-nhan/%.*s?loai=%%d", STR_ARG(c->report_site),
                     STR_ARG(sms->ref));

    return arena_printf(a,
                        "%.*s?username=%s&password=%s&from=%s&to=%s"
                        "&charset=UTF-8&coding=%d&text=%s&dlr-mask=%d"
                        "&dlr-url=%s",
                        STR_ARG(c->url), transfer_escape(t, a, c->user).p,
                        transfer_escape(t, a, c->password).p,
                        transfer_escape(t, a, c->from).p,
                        transfer_escape(t, a, sms->to).p, sms->is_gsm ? 0 : 2,
                        transfer_escape(t, a, sms->text).p, REPORT_MASK,
                        transfer_escape(t, a, report).p);
}

/*
 * Kannel answers 202 whether the network is there or not ("0: Accepted", "3:
 * Queued"): either way it has the message. 400 is about this one; anything
 * else, a wrong password too, is about the gateway or us.
 */
static enum gateway_end end_of(const struct transfer_answer *answer)
{
    if (!answer->is_done)
        return answer->is_sent ? GATEWAY_UNSURE : GATEWAY_DOWN;
    if (answer->status / 100 == 2)
        return GATEWAY_TAKEN;
    return answer->status == 400 ? GATEWAY_REFUSED : GATEWAY_DOWN;
}

void sms_send(struct sms_gate *g, struct arena *a, const struct sms *sms,
              struct gateway_answer *ret)
{
    struct transfer_answer answer;

    transfer_get(g->transfer, a, address_of(g, a, sms), &answer);
    *ret = (struct gateway_answer){end_of(&answer), answer.detail};
}

/* Asked for nothing it says who may ask: that is an answer. */
bool sms_knock(struct sms_gate *g, struct arena *a)
{
    struct transfer_answer answer;

    transfer_get(g->transfer, a, g->conf.url, &answer);
    return answer.is_done && answer.status / 100 != 5;
}
