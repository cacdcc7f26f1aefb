#include "base/prelude.h"

#include "base/crypto.h"
#include "base/encode.h"
#include "base/id.h"

#include "domain/notify/notify.sql.h"
#include "domain/notify/notify_store.h"

/* Nobody guesses a sending's reference. */
#define REF_BYTES 16

enum err message_add(struct tx *t, struct message *m, bool *ret_is_new)
{
    int64_t changed;

    m->id = id_new(t->cx->now);
    TRY(message_insert(
        t,
        &(struct message_insert_in){
            .id = m->id,
            .person_id = m->person_id,
            .dossier_id = m->dossier_id,
            .event = m->kind->word,
            .event_key = m->event_key,
            .facts = notify_facts_freeze(t->cx->arena, &m->facts),
            .at = m->at,
        },
        &changed));
    *ret_is_new = changed > 0;
    return ERR_OK;
}

static enum err thaw(struct tx *t, struct str facts, struct notify_facts *ret)
{
    return notify_facts_thaw(&t->cx->err, t->cx->arena, facts, ret);
}

enum err message_list(struct tx *t, int64_t person_id, int64_t before_id,
                      struct messages *ret)
{
    struct message_page_rows rows;
    struct message *at;

    TRY(message_page(t, person_id, before_id ? before_id : INT64_MAX,
                     MESSAGES_PAGE_MAX, &rows));
    at = ARENA_ARRAY(t->cx->arena, struct message, rows.count);
    for (size_t i = 0; i < rows.count; i++) {
        const struct message_page_row *row = &rows.row[i];

        at[i] = (struct message){
            .id = row->id,
            .person_id = person_id,
            .kind = notify_kind_of(row->event),
            .at = row->at,
            .is_read = row->has_read_at,
        };
        TRY(thaw(t, row->facts, &at[i].facts));
    }
    *ret = (struct messages){at, rows.count, rows.more};
    return ERR_OK;
}

enum err message_load(struct tx *t, int64_t person_id, int64_t id,
                      struct message *ret)
{
    struct message_row_row row;
    bool found;

    TRY(message_row(t, id, person_id, &row, &found));
    if (!found)
        return RAISE(&t->cx->err, ERR_NOT_FOUND, "no such message");
    *ret = (struct message){
        .id = row.id,
        .person_id = person_id,
        .dossier_id = row.dossier_id,
        .kind = notify_kind_of(row.event),
        .at = row.at,
        .is_read = row.has_read_at,
    };
    return thaw(t, row.facts, &ret->facts);
}

enum err sending_add(struct tx *t, int64_t message_id, enum notify_channel c,
                     int64_t *ret_id)
{
    struct arena *a = t->cx->arena;

    *ret_id = id_new(t->cx->now);
    return sending_insert(t, *ret_id, message_id, (int32_t)c,
                          hex_text(a, crypto_random_str(a, REF_BYTES)), NULL);
}

static enum err lang_of(struct tx *t, int64_t person_id, enum lang *ret)
{
    struct citizen_lang_row row;
    bool found;

    TRY(citizen_lang(t, person_id, &row, &found));
    *ret = found && row.lang == LANG_EN ? LANG_EN : LANG_VI;
    return ERR_OK;
}

enum err notify_choice_load(struct tx *t, int64_t person_id,
                            enum notify_channel c, bool has_marks,
                            struct notify_choice *ret)
{
    struct choice_last_row row;
    enum lang lang;
    bool found;

    TRY(choice_last(t, person_id, (int32_t)c, &row, &found));
    if (found && notify_voice_fits(c, row.voice)) {
        *ret = (struct notify_choice){row.agrees, (enum notify_voice)row.voice};
        return ERR_OK;
    }
    TRY(lang_of(t, person_id, &lang));
    *ret = notify_choice_default(c, lang, has_marks);
    return ERR_OK;
}

enum err notify_choice_put(struct tx *t, int64_t person_id,
                           enum notify_channel c, struct notify_choice choice)
{
    struct choice_last_row row;
    bool found;

    TRY(choice_last(t, person_id, (int32_t)c, &row, &found));
    if (found && row.agrees == choice.agrees &&
        row.voice == (int32_t)choice.voice)
        return ERR_OK;
    return choice_insert(t,
                         &(struct choice_insert_in){
                             .id = id_new(t->cx->now),
                             .person_id = person_id,
                             .channel = (int32_t)c,
                             .agrees = choice.agrees,
                             .voice = (int32_t)choice.voice,
                             .now = t->cx->now,
                         },
                         NULL);
}

static enum err add_told(struct tx *t, struct notify_line *line,
                         const struct messages_of_dossier_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct messages_of_dossier_row *row = &rows->row[i];

        line[i] = (struct notify_line){.kind = notify_kind_of(row->event),
                                       .at = row->at,
                                       .read_at = row->read_at};
        TRY(thaw(t, row->facts, &line[i].facts));
    }
    return ERR_OK;
}

static enum err add_sent(struct tx *t, struct notify_line *line,
                         const struct sendings_of_dossier_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct sendings_of_dossier_row *row = &rows->row[i];

        line[i] = (struct notify_line){
            .kind = notify_kind_of(row->event),
            .at = row->at,
            .channel = (enum notify_channel)row->channel,
            .reports = {row->sent_at, row->delivered_at, row->failed_at},
        };
        TRY(thaw(t, row->facts, &line[i].facts));
    }
    return ERR_OK;
}

enum err notify_lines(struct tx *t, int64_t dossier_id,
                      const struct notify_line **ret, size_t *ret_count)
{
    struct messages_of_dossier_rows told;
    struct sendings_of_dossier_rows sent;
    struct notify_line *line;

    TRY(messages_of_dossier(t, dossier_id, NOTIFY_LINES_MAX, &told));
    TRY(sendings_of_dossier(t, dossier_id, NOTIFY_LINES_MAX, &sent));
    line =
        ARENA_ARRAY(t->cx->arena, struct notify_line, told.count + sent.count);
    TRY(add_told(t, line, &told));
    TRY(add_sent(t, line + told.count, &sent));
    *ret = line;
    *ret_count = told.count + sent.count;
    return ERR_OK;
}
