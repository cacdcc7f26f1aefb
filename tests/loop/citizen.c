#include "base/prelude.h"

#include <setjmp.h>

#include <cmocka.h>

#include "base/buf.h"

#include "web/url.h"

#include "fixture/case.h"
#include "fixture/sheet.h"
#include "loop/citizen.h"

static struct str encoded(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, 3 * s.n + 1);

    url_add_part(&b, s);
    return buf_str(&b);
}

struct citizen *citizen_new(void **state, const char *code)
{
    static int count;
    struct portal *portal = *state;
    struct citizen *c = ARENA_NEW(portal->arena, struct citizen);
    struct answer a;

    c->portal = portal;
    c->arena = portal->arena;
    c->b = portal_browser(portal);
    c->pack = case_pack(portal->d, code);
    c->inputs = sheet_inputs(c->arena, c->pack->form,
                             sheet_answers(portal->d, code, &c->case_code));
    a = portal_post(&c->b, "/dang-ky", "/dang-ky",
                    arena_printf(c->arena,
                                 "ho_ten=Tran+Thi+Ngoc+Diep&dien_thoai=09%08d&"
                                 "dong_y=true&mat_khau=con+meo+ngu+say",
                                 ++count)
                        .p);
    assert_int_equal(a.status, 303);
    return c;
}

const char *citizen_location(struct citizen *c, const struct answer *a)
{
    if (a->status != 303)
        fail_msg("%d instead of 303: %.*s", a->status, STR_ARG(a->body));
    return arena_cstr(c->arena, answer_header(a, "Location"));
}

void citizen_start(struct citizen *c)
{
    const char *at =
        arena_printf(c->arena, "/nop-ho-so/%s", c->pack->card->code.p).p;
    struct answer a =
        portal_post(&c->b, at, at,
                    arena_printf(c->arena, "truong_hop=%s&nhan_ket_qua=counter",
                                 c->case_code.p)
                        .p);

    c->at = citizen_location(c, &a);
}

struct str citizen_revision(struct citizen *c)
{
    struct str body = browser_get(&c->b, c->at).body;
    struct str mark = S("name=\"revision\" value=\"");
    size_t from = str_find(body, mark) + mark.n;

    assert_true(from < body.n);
    return str_sub(body, from, str_find_char(body, '"', from));
}

struct str citizen_fields(struct citizen *c, struct form_inputs inputs)
{
    struct buf b = buf_new(c->arena, (size_t)64 << 10);
    struct str revision = citizen_revision(c);

    buf_printf(&b, "revision=%.*s", STR_ARG(revision));
    for (size_t i = 0; i < inputs.count; i++)
        buf_printf(&b, "&%s=%s", encoded(c->arena, inputs.item[i].name).p,
                   encoded(c->arena, inputs.item[i].value).p);
    return buf_str(&b);
}

const char *citizen_press(struct citizen *c, const char *button,
                          struct form_inputs inputs)
{
    struct answer a = portal_post(
        &c->b, c->at, c->at,
        arena_printf(c->arena, "%s&_do=%s", citizen_fields(c, inputs).p, button)
            .p);

    return citizen_location(c, &a);
}

void citizen_fill_in(struct citizen *c)
{
    citizen_start(c);
    for (size_t i = 0; i < FORM_PAGES_MAX; i++) {
        if (str_ends(str_c(c->at), S("/giay-to")) ||
            str_ends(str_c(c->at), S("/xem-lai")))
            return;
        c->at = citizen_press(c, "next", c->inputs);
        assert_null(strstr(c->at, "?sai=1"));
    }
}

struct answer citizen_send_file(struct citizen *c, const char *component,
                                const char *name, struct str bytes)
{
    return portal_upload(&c->b, c->at,
                         arena_printf(c->arena, "%s/%s", c->at, component).p,
                         name, bytes);
}

void citizen_attach(struct citizen *c, const char *component)
{
    struct answer a =
        citizen_send_file(c, component, "Giấy tờ.pdf", S(CITIZEN_PDF));

    assert_string_equal(citizen_location(c, &a), c->at);
}

struct citizen *citizen_ready(void **state)
{
    struct citizen *c = citizen_new(state, "1.001193");

    citizen_fill_in(c);
    citizen_attach(c, "birth_notice");
    c->at = citizen_press(c, "next", (struct form_inputs){0});
    assert_true(str_ends(str_c(c->at), S("/xem-lai")));
    return c;
}

struct str citizen_declared(struct citizen *c)
{
    return arena_printf(c->arena, "revision=%.*s&cam_doan=true",
                        STR_ARG(citizen_revision(c)));
}

const char *citizen_submit(struct citizen *c)
{
    struct answer a = portal_post(&c->b, c->at, c->at, citizen_declared(c).p);

    return citizen_location(c, &a);
}
