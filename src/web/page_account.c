/* page_account.c - opening an account, and what it says about a person. */
#include "base/prelude.h"

#include "base/msg.h"

#include "service/account.h"
#include "service/sign_in.h"

#include "web/app.h"
#include "web/choice_fields.h"
#include "web/page.h"
#include "web/page_account.h"
#include "web/session.h"
#include "web/view_account.h"

#define FIELDS 6

/* The order of enum profile_field; sex stands between, and has no faults. */
static const char *const field_names[PROFILE_FIELDS] = {
    [PROFILE_NAME] = "ho_ten",
    [PROFILE_BIRTH] = "ngay_sinh",
    [PROFILE_ID_NUMBER] = "so_dinh_danh",
    [PROFILE_PHONE] = "dien_thoai",
    [PROFILE_EMAIL] = "thu",
};

static const struct text_rule name_rule = {.points_max = 100};
static const struct text_rule number_rule = {.points_max = 40};
static const struct text_rule email_rule = {.points_max = 254};

struct account_form {
    struct profile typed;
    struct profile kept;
    struct str password;
    struct str password_hash;
    bool agrees;
    struct choices choices;
};

static enum sex read_sex(struct str s)
{
    if (str_eq(s, S("nam")))
        return SEX_MALE;
    return str_eq(s, S("nu")) ? SEX_FEMALE : SEX_UNKNOWN;
}

/* Takes the person's fields, notes what is wrong with them. */
static struct account_form *take_profile(struct req *rq)
{
    struct account_form *form = ARENA_NEW(rq->cx.arena, struct account_form);
    struct profile *p = &form->typed;
    struct profile_faults faults;
    struct str sex;

    rq->form = form;
    req_field(rq, "ho_ten", name_rule, &p->name);
    req_field(rq, "ngay_sinh.day", number_rule, &p->birth_day);
    req_field(rq, "ngay_sinh.month", number_rule, &p->birth_month);
    req_field(rq, "ngay_sinh.year", number_rule, &p->birth_year);
    req_field(rq, "gioi_tinh", number_rule, &sex);
    req_field(rq, "so_dinh_danh", number_rule, &p->id_number);
    req_field(rq, "dien_thoai", number_rule, &p->phone);
    req_field(rq, "thu", email_rule, &p->email);
    p->sex = read_sex(sex);
    form->kept = *p;
    profile_look(&rq->cx, &form->kept, &faults);
    for (size_t i = 0; i < PROFILE_FIELDS; i++)
        if (faults.field[i].code != ERR_OK) {
            rq->cx.err = faults.field[i];
            req_note(rq, field_names[i]);
        }
    return form;
}

struct str account_note_words(struct req *rq, const char *field)
{
    const struct errbox *note = req_note_of(rq, field);

    return note ? errbox_words(rq->cx.arena, note, rq->cx.lang) : STR_NONE;
}

static struct field_view line_of(struct req *rq, enum field_look look,
                                 const char *name, enum msg_id label,
                                 struct str value)
{
    return (struct field_view){
        .look = look,
        .id = str_c(name),
        .name = str_c(name),
        .label = msg(rq->cx.lang, label),
        .error = account_note_words(rq, name),
        .value = value,
    };
}

static struct field_view sex_field(struct req *rq, enum sex sex)
{
    struct option_view *option =
        ARENA_ARRAY(rq->cx.arena, struct option_view, 2);
    struct field_view f =
        line_of(rq, FIELD_RADIO, "gioi_tinh", MSG_PROFILE_SEX, STR_NONE);

    option[0] = (struct option_view){
        .value = S("nam"),
        .label = msg(rq->cx.lang, MSG_PROFILE_MALE),
        .is_chosen = sex == SEX_MALE,
    };
    option[1] = (struct option_view){
        .value = S("nu"),
        .label = msg(rq->cx.lang, MSG_PROFILE_FEMALE),
        .is_chosen = sex == SEX_FEMALE,
    };
    f.options = (struct options_view){option, 2};
    f.is_optional = true;
    return f;
}

static struct field_view birth_field(struct req *rq, const struct profile *p)
{
    struct field_view f =
        line_of(rq, FIELD_DATE, "ngay_sinh", MSG_PROFILE_BIRTH, STR_NONE);
    bool is_wrong = f.error.p != NULL;

    f.hint = msg(rq->cx.lang, MSG_PROFILE_BIRTH_HINT);
    f.date =
        (struct date_field_view){p->birth_day, p->birth_month, p->birth_year,
                                 is_wrong,     is_wrong,       is_wrong};
    f.is_optional = true;
    return f;
}

/*
 * `phone_hint` says what the number is used for. There is room for the fields
 * of choices behind them.
 */
static struct field_view *profile_fields(struct req *rq,
                                         const struct profile *p,
                                         enum msg_id phone_hint)
{
    struct field_view *f =
        ARENA_ARRAY(rq->cx.arena, struct field_view, FIELDS + CHOICE_FIELDS);
    enum lang lang = rq->cx.lang;

    f[0] = line_of(rq, FIELD_TEXT, "ho_ten", MSG_PROFILE_NAME, p->name);
    f[0].autocomplete = S("name");
    f[1] = birth_field(rq, p);
    f[2] = sex_field(rq, p->sex);
    f[3] = line_of(rq, FIELD_ID, "so_dinh_danh", MSG_PROFILE_ID_NUMBER,
                   p->id_number);
    f[3].hint = msg(lang, MSG_PROFILE_ID_HINT);
    f[3].is_optional = true;
    f[4] = line_of(rq, FIELD_PHONE, "dien_thoai", MSG_PROFILE_PHONE, p->phone);
    f[4].hint = msg(lang, phone_hint);
    f[4].autocomplete = S("tel");
    f[5] = line_of(rq, FIELD_EMAIL, "thu", MSG_PROFILE_EMAIL, p->email);
    f[5].autocomplete = S("email");
    f[5].is_optional = true;
    return f;
}

/* Everything noted, in the order of the page, each field once. */
static struct errors_view all_wrong(struct req *rq)
{
    struct wrong_view *w =
        ARENA_ARRAY(rq->cx.arena, struct wrong_view, REQ_FIELD_NOTES_MAX);
    static const char *const order[] = {
        "ho_ten", "ngay_sinh", "so_dinh_danh", "dien_thoai",
        "thu",    "mat_khau",  "dong_y",
    };
    size_t count = 0;

    for (size_t i = 0; i < COUNT_OF(order); i++) {
        struct str words = account_note_words(rq, order[i]);

        if (words.p)
            w[count++] = (struct wrong_view){str_c(order[i]), words};
    }
    return (struct errors_view){w, count};
}

static void show_register(struct req *rq, struct reply *rp,
                          const struct profile *typed, struct url next)
{
    struct form_tokens tokens = req_form_tokens(rq);
    struct out *body = page_begin(rq);
    struct register_view v = {
        .csrf = tokens.csrf,
        .key = tokens.key,
        .next = next.text,
        .errors = all_wrong(rq),
        .field = profile_fields(rq, typed, MSG_REGISTER_PHONE_HINT),
        .count = FIELDS,
        .password_error = account_note_words(rq, "mat_khau"),
        .password_letters_min =
            (unsigned)rq->app->conf.account.password_letters_min,
        .terms_error = account_note_words(rq, "dong_y"),
    };

    tpl_register(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_REGISTER,
                            .has_errors = v.errors.count > 0,
                            .is_private = true},
             body);
}

enum err page_register(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct profile empty = {.sex = SEX_UNKNOWN};

    (void)t;
    show_register(rq, rp, &empty, account_next(&rq->query));
    return ERR_OK;
}

enum err prepare_register(struct req *rq)
{
    struct account_form *form = take_profile(rq);

    req_secret(rq, "mat_khau", PASSWORD_BYTES_MAX + 1, &form->password);
    account_note_flaw(rq, form->password, form->kept.phone, form->kept.name);
    if (!req_has_field(rq, "dong_y") &&
        REFUSE(&rq->cx.err, ERR_INPUT, MSG_TERMS_MISSING) != ERR_OK)
        req_note(rq, "dong_y");
    TRY(req_checked(rq));
    return password_make(&rq->cx, &rq->app->conf.account, form->password,
                         &form->password_hash);
}

enum err commit_register(struct tx *t, struct req *rq)
{
    const struct account_form *form = rq->form;
    const struct registration r = {form->kept, form->password_hash};
    int64_t account_id;

    TRY(account_register(t, &r, &account_id));
    TRY(session_open(t, rq, account_id, ACCOUNT_CITIZEN));
    account_go_on(rq, ACCOUNT_CITIZEN);
    return ERR_OK;
}

/* What commit refused concerns one field. */
static void note_refusal(struct req *rq, const char *field)
{
    if (rq->note_count > 0)
        return;
    rq->cx.err = rq->refused;
    req_note(rq, field);
}

enum err render_register(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct account_form *form = rq->form;

    (void)t;
    note_refusal(rq, "dien_thoai");
    show_register(rq, rp, &form->typed, account_next(&rq->field));
    return ERR_OK;
}

static void show_profile(struct req *rq, struct reply *rp,
                         const struct profile *p, const struct choices *c)
{
    struct field_view *field = profile_fields(rq, p, MSG_PROFILE_PHONE_HINT);
    struct out *body = page_begin(rq);
    struct profile_view v = {
        .csrf = req_form_tokens(rq).csrf,
        .errors = all_wrong(rq),
        .field = field,
        .count = FIELDS + CHOICE_FIELDS,
    };

    choices_fields(rq, c, field + FIELDS);
    tpl_profile(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_PROFILE,
                            .has_errors = v.errors.count > 0,
                            .is_private = true},
             body);
}

static enum err load_profile(struct tx *t, int64_t person_id,
                             struct profile *ret)
{
    const struct identifier *number;
    struct identifiers ids;
    struct person p;

    TRY(person_load(t, person_id, &p));
    TRY(person_identifiers(t, person_id, &ids));
    number = identifier_of(&ids, IDENTIFIER_ID_NUMBER);
    *ret = (struct profile){
        .name = p.name,
        .birth_year = str_sub(p.birth_date, 0, 4),
        .birth_month = str_sub(p.birth_date, 5, 7),
        .birth_day = str_sub(p.birth_date, 8, 10),
        .sex = p.sex,
        .id_number = number ? number->value : S(""),
        .phone = p.phone,
        .email = p.email,
    };
    return ERR_OK;
}

enum err page_profile(struct tx *t, struct req *rq, struct reply *rp)
{
    struct choices choices;
    struct profile p;

    TRY(load_profile(t, rq->actor->person_id, &p));
    TRY(choices_load(t, rq, rq->actor->person_id, &choices));
    show_profile(rq, rp, &p, &choices);
    return ERR_OK;
}

enum err prepare_profile(struct req *rq)
{
    struct account_form *form = take_profile(rq);

    choices_take(rq, &form->choices);
    return req_checked(rq);
}

enum err commit_profile(struct tx *t, struct req *rq)
{
    const struct account_form *form = rq->form;

    req_done(rq, URL_PATH(rq->cx.arena, "/tai-khoan?xong={}", S("thong-tin")));
    TRY(choices_put(t, rq->actor->person_id, &form->choices));
    return account_profile_put(t, rq->actor->person_id, &form->kept);
}

enum err render_profile(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct account_form *form = rq->form;

    (void)t;
    note_refusal(rq, "so_dinh_danh");
    show_profile(rq, rp, &form->typed, &form->choices);
    return ERR_OK;
}

static struct fact_view fact(struct req *rq, enum msg_id label,
                             struct str value)
{
    return (struct fact_view){
        .label = msg(rq->cx.lang, label),
        .value = str_empty(value) ? msg(rq->cx.lang, MSG_PROFILE_NONE) : value,
        .is_unknown = str_empty(value),
    };
}

static struct str birth_text(struct arena *a, const struct profile *p)
{
    if (p->birth_day.n == 0)
        return p->birth_year;
    return arena_printf(a, "%.*s/%.*s/%.*s", STR_ARG(p->birth_day),
                        STR_ARG(p->birth_month), STR_ARG(p->birth_year));
}

static struct str sex_text(enum lang lang, enum sex sex)
{
    switch (sex) {
    case SEX_UNKNOWN: return S("");
    case SEX_MALE: return msg(lang, MSG_PROFILE_MALE);
    case SEX_FEMALE: return msg(lang, MSG_PROFILE_FEMALE);
    }
    return S("");
}

/* `c` is a citizen's; NULL: an officer, whom nobody tells of dossiers. */
static struct facts_view facts_of(struct req *rq, const struct profile *p,
                                  struct str login, const struct choices *c)
{
    struct fact_view *f =
        ARENA_ARRAY(rq->cx.arena, struct fact_view, FIELDS + 1 + CHOICE_FIELDS);

    f[0] = fact(rq, MSG_PROFILE_LOGIN, login);
    f[1] = fact(rq, MSG_PROFILE_NAME, p->name);
    f[2] = fact(rq, MSG_PROFILE_BIRTH, birth_text(rq->cx.arena, p));
    f[3] = fact(rq, MSG_PROFILE_SEX, sex_text(rq->cx.lang, p->sex));
    f[4] = fact(rq, MSG_PROFILE_ID_NUMBER, p->id_number);
    f[5] = fact(rq, MSG_PROFILE_PHONE, p->phone);
    f[6] = fact(rq, MSG_PROFILE_EMAIL, p->email);
    if (!c)
        return (struct facts_view){.fact = f, .count = FIELDS + 1};
    f[7] = fact(rq, MSG_CHOICE_SMS_SHORT, choice_words(rq, c, NOTIFY_SMS));
    f[8] = fact(rq, MSG_CHOICE_MAIL_SHORT, choice_words(rq, c, NOTIFY_MAIL));
    return (struct facts_view){.fact = f, .count = FIELDS + 1 + CHOICE_FIELDS};
}

/* What was just done, told once by the address. */
static struct note_view done_note(struct req *rq)
{
    struct str done = pairs_get(&rq->query, S("xong"));

    if (str_eq(done, S("mat-khau")))
        return (struct note_view){
            .kind = NOTE_OK, .words = msg(rq->cx.lang, MSG_PASSWORD_CHANGED)};
    if (str_eq(done, S("thong-tin")))
        return (struct note_view){.kind = NOTE_OK,
                                  .words = msg(rq->cx.lang, MSG_PROFILE_KEPT)};
    return (struct note_view){.kind = NOTE_INFO};
}

static struct errors_view password_wrong(struct req *rq,
                                         const struct account_faults *faults)
{
    struct wrong_view *w = ARENA_ARRAY(rq->cx.arena, struct wrong_view, 2);
    size_t count = 0;

    if (faults->old_password.p)
        w[count++] =
            (struct wrong_view){S("mat_khau_cu"), faults->old_password};
    if (faults->new_password.p)
        w[count++] = (struct wrong_view){S("mat_khau"), faults->new_password};
    return (struct errors_view){w, count};
}

enum err account_show(struct tx *t, struct req *rq, struct reply *rp,
                      const struct account_faults *faults)
{
    struct out *body = page_begin(rq);
    struct account_view v = {
        .csrf = req_form_tokens(rq).csrf,
        .note = done_note(rq),
        .is_citizen = rq->actor->kind == ACCOUNT_CITIZEN,
        .errors = password_wrong(rq, faults),
        .old_error = faults->old_password,
        .new_error = faults->new_password,
        .password_letters_min =
            (unsigned)rq->app->conf.account.password_letters_min,
    };
    struct account account;
    struct choices choices;
    struct profile p;

    TRY(account_load(t, rq->actor->account_id, &account));
    TRY(load_profile(t, rq->actor->person_id, &p));
    TRY(choices_load(t, rq, rq->actor->person_id, &choices));
    v.facts = facts_of(rq, &p, account.login, v.is_citizen ? &choices : NULL);
    tpl_account(body, &v);
    page_end(rq, rp,
             &(struct page){.title = MSG_PAGE_ACCOUNT,
                            .has_errors = v.errors.count > 0,
                            .is_private = true},
             body);
    return ERR_OK;
}

enum err page_account(struct tx *t, struct req *rq, struct reply *rp)
{
    const struct account_faults none = {STR_NONE, STR_NONE};

    return account_show(t, rq, rp, &none);
}
