#include "base/prelude.h"

#include "base/csv.h"
#include "base/json.h"

#include "domain/area/area_store.h"
#include "domain/grant/grant_store.h"
#include "domain/org/org_store.h"
#include "domain/person/person_store.h"

#include "service/demo_people.h"
#include "service/staff.h"

struct reading {
    struct tx *t;
    struct csv csv;
    struct str password_hash;
    int64_t account_id; /* of the row's login */
};

static enum err bad_cell(struct reading *r, const char *column)
{
    return RAISE(&r->t->cx->err, ERR_INPUT, "people: line %zu: column %s",
                 r->csv.line, column);
}

static enum err cell(struct reading *r, const char *column, struct str *ret)
{
    size_t at;

    TRY(csv_column(&r->t->cx->err, &r->csv, column, &at));
    *ret = r->csv.cell[at];
    return ERR_OK;
}

static enum err sex_cell(struct reading *r, enum sex *ret)
{
    struct str text;

    TRY(cell(r, "sex", &text));
    *ret = str_eq_c(text, "nam")  ? SEX_MALE
           : str_eq_c(text, "nu") ? SEX_FEMALE
                                  : SEX_UNKNOWN;
    return ERR_OK;
}

/* The address as an e-form keeps it, from the commune's code. */
static enum err address_cells(struct reading *r, struct str *ret)
{
    struct day today = instant_day(r->t->cx->now);
    struct json *address = json_new_object(r->t->cx->arena);
    struct area commune, district;
    struct str code, detail;
    bool found;

    *ret = S("{}");
    TRY(cell(r, "commune", &code));
    TRY(cell(r, "detail", &detail));
    if (str_empty(code))
        return ERR_OK;
    TRY(area_find(r->t, code, today, &commune, &found));
    if (found)
        TRY(area_find(r->t, commune.parent, today, &district, &found));
    if (!found)
        return bad_cell(r, "commune");
    json_set_str(address, "province", district.parent);
    json_set_str(address, "district", district.code);
    json_set_str(address, "commune", code);
    json_set_str(address, "detail", detail);
    *ret = json_text(r->t->cx->arena, address);
    return ERR_OK;
}

static enum err add_person(struct reading *r, int64_t *ret_id)
{
    struct person p = {.kind = PERSON_NATURAL};
    struct str id_number;
    struct id_parts parts;

    TRY(cell(r, "name", &p.name));
    TRY(cell(r, "birth_date", &p.birth_date));
    TRY(cell(r, "ethnic", &p.ethnic));
    TRY(cell(r, "id_number", &id_number));
    TRY(cell(r, "phone", &p.phone));
    TRY(cell(r, "email", &p.email));
    TRY(sex_cell(r, &p.sex));
    TRY(address_cells(r, &p.address));
    if (str_empty(p.name))
        return bad_cell(r, "name");
    TRY(person_create(r->t, &p));
    *ret_id = p.id;
    if (str_empty(id_number))
        return ERR_OK;
    if (!id_number_read(id_number, &parts))
        return bad_cell(r, "id_number");
    return person_declare(r->t, p.id, IDENTIFIER_ID_NUMBER, id_number);
}

static enum err add_account(struct reading *r, struct str login)
{
    struct str phone;
    bool is_citizen = phone_read(r->t->cx->arena, login, &phone);
    struct account a = {
        .kind = is_citizen ? ACCOUNT_CITIZEN : ACCOUNT_STAFF,
        .login = login,
        .password_hash = r->password_hash,
        .lang = LANG_VI,
        .is_demo = true,
    };

    if (!is_citizen && !staff_login_ok(login))
        return bad_cell(r, "login");
    TRY(add_person(r, &a.person_id));
    TRY(account_create(r->t, &a, is_citizen));
    r->account_id = a.id;
    return ERR_OK;
}

static enum err has_post(struct reading *r, const struct grant *g, bool *ret)
{
    const struct held_grant *held;
    size_t count;

    *ret = false;
    TRY(grants_load(r->t, r->account_id, &held, &count));
    for (size_t i = 0; i < count; i++)
        if (held[i].grant.role == g->role &&
            held[i].grant.desk_id == g->desk_id)
            *ret = true;
    return ERR_OK;
}

/* Posts began long ago: the demo's dossiers are older than the demo. */
static enum err add_post(struct reading *r)
{
    struct day today = instant_day(r->t->cx->now);
    struct grant g = {.from = {0}, .to = {INT32_MAX}};
    struct str role, desk;
    bool has;

    TRY(cell(r, "role", &role));
    TRY(cell(r, "desk", &desk));
    if (str_empty(role))
        return ERR_OK;
    if (!role_parse(role, &g.role))
        return bad_cell(r, "role");
    if (staff_desk(r->t, desk, today, &g.desk_id) != ERR_OK)
        return bad_cell(r, "desk");
    TRY(has_post(r, &g, &has));
    return has ? ERR_OK : grant_add(r->t, r->account_id, &g, 0);
}

static enum err import_row(struct reading *r)
{
    struct account account;
    struct str login;
    bool found;

    TRY(cell(r, "login", &login));
    TRY(account_by_login(r->t, login, &account, &found));
    if (found)
        r->account_id = account.id;
    else
        TRY(add_account(r, login));
    return add_post(r);
}

enum err demo_people_import(struct tx *t, void *arg)
{
    const struct demo_people *people = arg;
    struct reading r = {.t = t, .password_hash = people->password_hash};
    bool found;

    TRY(csv_open(&t->cx->err, t->cx->arena, people->text, DEMO_PEOPLE_MAX,
                 &r.csv));
    for (;;) {
        TRY(csv_row(&t->cx->err, &r.csv, &found));
        if (!found)
            return ERR_OK;
        TRY(import_row(&r));
    }
}

static enum err add_first_post(struct tx *t, struct demo_account *a)
{
    struct desk_name desk;
    struct actor *actor;

    if (a->kind != ACCOUNT_STAFF)
        return ERR_OK;
    TRY(actor_load(t, a->account_id, &actor));
    if (actor->count == 0)
        return ERR_OK;
    TRY(org_desk_name(t, actor->grant[0].desk_id, &desk));
    a->role = role_key(actor->grant[0].role);
    a->desk = desk.short_name;
    a->area = desk.area;
    return ERR_OK;
}

static enum err list_kind(struct tx *t, enum account_kind kind,
                          struct demo_account *item, size_t *count)
{
    struct account_lines page = {.has_more = true};
    struct str after = S("");

    while (page.has_more) {
        TRY(account_list(t, kind, after, &page));
        for (size_t i = 0; i < page.count; i++) {
            const struct account_line *l = &page.line[i];
            struct demo_account *a = &item[*count];

            after = l->login;
            if (!l->is_demo || l->is_closed || *count == DEMO_PEOPLE_MAX)
                continue;
            *a = (struct demo_account){
                .account_id = l->id,
                .kind = kind,
                .login = l->login,
                .name = l->name,
                .role = S(""),
                .desk = S(""),
                .area = S(""),
            };
            TRY(add_first_post(t, a));
            (*count)++;
        }
    }
    return ERR_OK;
}

enum err demo_people_list(struct tx *t, struct demo_accounts *ret)
{
    struct demo_account *item =
        ARENA_ARRAY(t->cx->arena, struct demo_account, DEMO_PEOPLE_MAX);
    size_t count = 0;

    TRY(list_kind(t, ACCOUNT_CITIZEN, item, &count));
    TRY(list_kind(t, ACCOUNT_STAFF, item, &count));
    *ret = (struct demo_accounts){item, count};
    return ERR_OK;
}
