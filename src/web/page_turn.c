/*
 * page_turn.c - when it is the citizen's turn: "/ho-so/{code}/bo-sung" adds
 * what was asked for, file by file, and says when that is all;
 * "/ho-so/{code}/rut" takes the dossier back.
 */
#include "base/prelude.h"

#include "base/num.h"

#include "domain/dossier/request_store.h"
#include "domain/pack/pack_store.h"
#include "domain/paper/paper_store.h"

#include "service/answering.h"
#include "service/attach.h"
#include "service/handling.h"
#include "service/own.h"

#include "web/page.h"
#include "web/request_deeds.h"
#include "web/sent_file.h"
#include "web/view_dossier.h"
#include "web/view_form.h"

#define PAPER_FIELD "giay_to"

static const struct text_rule word_rule = {.points_max = 60};

/* The dossier, and what is waited for. */
struct turn {
    struct tx *t;
    struct req *rq;
    struct arena *arena;
    enum lang lang;
    struct dossier d;
    const struct pack *pack;
    struct requests requests;
    const struct request *asked; /* NULL: nothing */
};

static enum err load(struct tx *t, struct req *rq, struct turn *ret)
{
    struct turn w = {
        .t = t, .rq = rq, .arena = rq->cx.arena, .lang = rq->cx.lang};

    TRY(own_dossier(t, rq->actor, req_capture(rq, "code"), &w.d));
    TRY(pack_of_version(t, w.d.version_id, &w.pack));
    TRY(requests_of_dossier(t, w.d.id, &w.requests));
    w.asked = requests_awaited(w.requests.at, w.requests.count);
    *ret = w;
    return ERR_OK;
}

static struct str own_code(const struct turn *w)
{
    return w->d.code.p ? w->d.code : w->d.submission_code;
}

/* The papers that may be added, by the card's names. */
static struct options_view paper_options(const struct turn *w,
                                         struct str chosen)
{
    const struct procedure *card = w->pack->card;
    struct option_view *o =
        ARENA_ARRAY(w->arena, struct option_view, card->component_count);
    size_t n = 0;

    for (size_t i = 0; i < card->component_count; i++)
        if (!card->component[i].show_only)
            o[n++] = (struct option_view){
                .value = card->component[i].code,
                .label = card->component[i].name.in[w->lang],
                .is_chosen = str_eq(card->component[i].code, chosen),
            };
    return (struct options_view){o, n};
}

static enum err fill_files(const struct turn *w, struct turn_view *v)
{
    struct file_view *file;
    struct papers papers;

    TRY(papers_of_dossier(w->t, w->d.id, &papers));
    file = ARENA_ARRAY(w->arena, struct file_view, papers.count);
    for (size_t i = 0; i < papers.count; i++) {
        const struct paper *p = &papers.at[i];
        const struct procedure_component *c =
            procedure_component(w->pack->card, p->component);

        if (str_eq(p->component, S(RESULT_COMPONENT)))
            continue;
        file[v->file_count++] = (struct file_view){
            .name = c ? c->name.in[w->lang] : p->name,
            .facts = arena_printf(w->arena, "%.*s · %s", STR_ARG(p->name),
                                  paper_size(w->arena, w->lang, p->bytes).p),
            .open = URL_PATH(w->arena, "/ho-so/{}/tep/{}", own_code(w),
                             arena_printf(w->arena, "%" PRId64, p->id)),
        };
    }
    v->file = file;
    return ERR_OK;
}

static enum err fill_upload(const struct turn *w, struct str chosen,
                            struct turn_view *v)
{
    struct field_view *paper = ARENA_NEW(w->arena, struct field_view);

    *paper = (struct field_view){
        .look = FIELD_SELECT,
        .id = S(PAPER_FIELD),
        .name = S(PAPER_FIELD),
        .label = msg(w->lang, MSG_TURN_PAPER),
        .value = chosen,
        .options = paper_options(w, chosen),
    };
    v->paper = paper;
    v->upload = URL_PATH(w->arena, "/ho-so/{}/bo-sung/tep", own_code(w));
    v->limit = paper_size(w->arena, w->lang, PAPER_BYTES_MAX);
    return fill_files(w, v);
}

/* What all pages of this kind have alike. */
static struct turn_view view_of(const struct turn *w)
{
    struct form_tokens tokens = req_form_tokens(w->rq);

    return (struct turn_view){
        .back = URL_PATH(w->arena, "/ho-so/{}", own_code(w)),
        .name = w->pack->card->name.in[w->lang],
        .code = dossier_shown_code(w->arena, &w->d),
        .csrf = tokens.csrf,
        .key = tokens.key,
        .stay = msg(w->lang, MSG_TURN_BACK),
    };
}

static void end(struct turn *w, struct reply *rp, struct out *body,
                const struct turn_view *v)
{
    tpl_turn(body, v);
    page_end(w->rq, rp,
             &(struct page){
                 .title_text = v->title,
                 .nav = CITIZEN_NAV_MINE,
                 .has_errors = v->errors.count > 0,
                 .is_private = true,
             },
             body);
}

/* Somebody was quicker, or the link is old. */
static void show_late(struct turn *w, struct reply *rp, enum msg_id title,
                      enum msg_id why)
{
    struct turn_view v = view_of(w);

    v.title = msg(w->lang, title);
    v.note = (struct note_view){.kind = NOTE_INFO, .words = msg(w->lang, why)};
    end(w, rp, page_begin(w->rq), &v);
}

/* What may be wrong: with the file, or with the words. */
struct wrong {
    struct str file;
    struct str words;
};

static enum err show_turn(struct turn *w, struct reply *rp, struct str chosen,
                          const struct request_sent *sent,
                          const struct wrong *wrong)
{
    struct turn_view v = view_of(w);
    struct wrong_view error = {wrong->file.n ? S(SENT_FILE_FIELD) : S("ly_do"),
                               wrong->file.n ? wrong->file : wrong->words};
    const struct field_view words = {
        .look = FIELD_LONG,
        .id = S("ly_do"),
        .name = S("ly_do"),
        .label = msg(w->lang, MSG_TURN_WORDS),
        .hint = msg(w->lang, MSG_TURN_WORDS_HINT),
        .value = sent->words,
        .error = wrong->words,
        .letters_max = REQUEST_WORDS_MAX,
        .is_optional = true,
    };

    if (!w->asked || w->asked->kind != REQUEST_SUPPLEMENT) {
        show_late(w, rp, MSG_TURN_SUPPLEMENT, MSG_ANSWER_TOO_LATE);
        return ERR_OK;
    }
    v.title = msg(w->lang, MSG_TURN_SUPPLEMENT);
    v.note =
        (struct note_view){.kind = NOTE_WARNING,
                           .words = request_line(w->arena, w->lang, w->asked)};
    v.errors = (struct errors_view){&error, error.words.n > 0};
    v.file_error = wrong->file;
    v.post = URL_PATH(w->arena, "/ho-so/{}/bo-sung", own_code(w));
    v.field = &words;
    v.count = 1;
    v.go = msg(w->lang, MSG_TURN_DONE);
    TRY(fill_upload(w, chosen, &v));
    end(w, rp, page_begin(w->rq), &v);
    return ERR_OK;
}

enum err page_turn(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct request_sent none = {0};
    const struct wrong nothing = {0};
    struct turn w;

    TRY(load(t, rq, &w));
    return show_turn(&w, rp, S(""), &none, &nothing);
}

enum err prepare_turn(struct req *rq)
{
    struct request_sent *sent = ARENA_NEW(rq->cx.arena, struct request_sent);

    rq->form = sent;
    request_sent_read(rq, sent);
    return req_checked(rq);
}

static struct answering answering_of(const struct turn *w,
                                     const struct request_sent *sent)
{
    return (struct answering){
        .dossier_id = w->d.id,
        .pack = w->pack,
        .who = w->rq->actor,
        .reason = sent->reason,
        .words = sent->words,
    };
}

enum err commit_turn(struct tx *t, struct req *rq)
{
    struct answering a;
    struct dossier d;
    struct turn w;

    TRY(load(t, rq, &w));
    a = answering_of(&w, rq->form);
    TRY(answering_met(t, &a, &d));
    req_done(rq, URL_PATH(rq->cx.arena, "/ho-so/{}", own_code(&w)));
    return ERR_OK;
}

enum err render_turn(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct wrong wrong = {
        .words = errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang)};
    struct turn w;

    TRY(load(t, rq, &w));
    return show_turn(&w, rp, S(""), rq->form, &wrong);
}

/* A file and which paper it is. */
struct turn_file {
    struct str component;
    struct sent_file file;
};

enum err prepare_turn_file(struct req *rq)
{
    struct turn_file *f = ARENA_NEW(rq->cx.arena, struct turn_file);

    rq->form = f;
    req_field(rq, PAPER_FIELD, word_rule, &f->component);
    return sent_file_take(rq, S("bo-sung"), &f->file);
}

enum err commit_turn_file(struct tx *t, struct req *rq)
{
    const struct turn_file *f = rq->form;
    struct turn w;

    TRY(load(t, rq, &w));
    TRY(attach_supplement(t, rq->actor,
                          &(struct scan){
                              .dossier_id = w.d.id,
                              .card = w.pack->card,
                              .component = f->component,
                              .name = f->file.name,
                              .mime = f->file.mime,
                              .blob = f->file.blob,
                          }));
    req_done(rq, URL_PATH(rq->cx.arena, "/ho-so/{}/bo-sung", own_code(&w)));
    return ERR_OK;
}

enum err render_turn_file(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct turn_file *f = rq->form;
    const struct request_sent none = {0};
    const struct wrong wrong = {.file = sent_file_error(rq)};
    struct turn w;

    TRY(load(t, rq, &w));
    return show_turn(&w, rp, f->component, &none, &wrong);
}

static enum err show_withdraw(struct turn *w, struct reply *rp,
                              const struct request_sent *sent, struct str error)
{
    const struct request_deed *deed = request_deed_of(S("rut-ho-so"));
    struct field_view field[REQUEST_FIELDS_MAX];
    struct turn_view v = view_of(w);
    struct wrong_view wrong = {S("ly_do_chon"), error};

    if (!answering_may_withdraw(w->d.status)) {
        show_late(w, rp, MSG_TURN_WITHDRAW, MSG_WITHDRAW_TOO_LATE);
        return ERR_OK;
    }
    v.title = msg(w->lang, MSG_TURN_WITHDRAW);
    v.note = (struct note_view){.kind = NOTE_WARNING,
                                .words = msg(w->lang, MSG_TURN_WITHDRAW_NOTE)};
    v.errors = (struct errors_view){&wrong, error.n > 0};
    v.post = URL_PATH(w->arena, "/ho-so/{}/rut", own_code(w));
    v.field = field;
    v.count = request_deed_fields(w->arena, w->lang, deed, sent, error, field);
    /* At the counter the officer's words, here the applicant's own. */
    field[v.count - 1].label = msg(w->lang, MSG_ASK_WHY);
    field[v.count - 1].is_optional = true;
    v.go = msg(w->lang, MSG_TURN_WITHDRAW_GO);
    v.is_dangerous = true;
    end(w, rp, page_begin(w->rq), &v);
    return ERR_OK;
}

enum err page_withdraw(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct request_sent none = {0};
    struct turn w;

    TRY(load(t, rq, &w));
    return show_withdraw(&w, rp, &none, STR_NONE);
}

enum err prepare_withdraw(struct req *rq)
{
    return prepare_turn(rq);
}

enum err commit_withdraw(struct tx *t, struct req *rq)
{
    struct answering a;
    struct dossier d;
    struct turn w;

    TRY(load(t, rq, &w));
    a = answering_of(&w, rq->form);
    TRY(answering_withdraw(t, &a, &d));
    req_done(rq, URL_PATH(rq->cx.arena, "/ho-so/{}", own_code(&w)));
    return ERR_OK;
}

enum err render_withdraw(struct tx *t, struct req *rq, struct reply *rp)
{
    struct turn w;

    TRY(load(t, rq, &w));
    return show_withdraw(&w, rp, rq->form,
                         errbox_words(rq->cx.arena, &rq->refused, rq->cx.lang));
}
