#include "base/prelude.h"

#include "base/check.h"
#include "base/msg.h"

#include "domain/notify/notify_store.h"

#include "web/inspect_notices.h"
#include "web/when.h"

static enum msg_id way_words(const struct notify_line *l)
{
    if (!l->channel)
        return MSG_NOTIFY_BY_PORTAL;
    return l->channel == NOTIFY_SMS ? MSG_NOTIFY_BY_SMS : MSG_NOTIFY_BY_MAIL;
}

static enum msg_id standing_words(const struct notify_line *l)
{
    if (!l->channel)
        return l->read_at.us ? MSG_NOTIFY_LINE_READ : MSG_NOTIFY_LINE_UNREAD;
    switch (notify_standing(&l->reports)) {
    case NOTIFY_WAITING: return MSG_NOTIFY_LINE_WAITING;
    case NOTIFY_SENT: return MSG_NOTIFY_LINE_SENT;
    case NOTIFY_DELIVERED: return MSG_NOTIFY_LINE_DELIVERED;
    case NOTIFY_FAILED: return MSG_NOTIFY_LINE_FAILED;
    }
    UNREACHABLE();
}

/* The instant of {1}. A report may come before the gateway's own answer. */
static struct instant told_at(const struct notify_line *l)
{
    if (!l->channel)
        return l->read_at.us ? l->read_at : l->at;
    switch (notify_standing(&l->reports)) {
    case NOTIFY_WAITING: return l->at;
    case NOTIFY_FAILED: return l->reports.failed_at;
    case NOTIFY_SENT:
    case NOTIFY_DELIVERED: break;
    }
    return l->reports.sent_at.us ? l->reports.sent_at : l->reports.delivered_at;
}

static struct event_view event_of(const struct opened *o,
                                  const struct notify_line *l)
{
    struct arena *a = o->arena;
    const struct str args[] = {
        msg(o->lang, way_words(l)),
        when_instant(a, o->lang, told_at(l)),
        when_instant(a, o->lang, l->reports.delivered_at),
    };

    return (struct event_view){
        .state = STEP_DONE,
        .name = l->kind ? notify_title(a, o->lang, l->kind, &l->facts)
                        : l->facts.name.in[o->lang],
        .line = msg_format(a, o->lang, (int)standing_words(l), COUNT_OF(args),
                           args),
    };
}

enum err inspect_tell_notices(const struct opened *o,
                              struct office_dossier_view *v)
{
    const struct notify_line *line;
    struct event_view *e;
    size_t count;

    TRY(notify_lines(o->t, o->i.d.id, &line, &count));
    e = ARENA_ARRAY(o->arena, struct event_view, count);
    for (size_t i = 0; i < count; i++)
        e[i] = event_of(o, &line[i]);
    v->notices = (struct timeline_view){e, count};
    return ERR_OK;
}
