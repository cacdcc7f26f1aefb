#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"

#include "domain/form/form_answer.h"
#include "domain/form/form_check.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_view.h"
#include "domain/pack/pack.h"

#include "fuzz.h"

#define INPUTS_MAX 200

static const struct form *form_once(void)
{
    static const struct pack *pack;
    struct arena *a;
    struct findings f;

    if (!pack) {
        a = arena_new(PACK_ARENA_BYTES);
        f = findings_new(a);
        pack = pack_read(
            a, a, &f,
            pack_gather(a, &f, S(SOURCE_ROOT "/tests/data/packs/9.000001")));
        check(f.errors == 0);
    }
    return pack->form;
}

/* Lines "name=value", as a browser would post them. */
static struct form_inputs inputs_of(struct arena *a, struct str text)
{
    struct form_input *item = ARENA_ARRAY(a, struct form_input, INPUTS_MAX);
    size_t count = 0;
    struct str line;

    while (count < INPUTS_MAX && str_next(&text, '\n', &line)) {
        size_t sign = str_find_char(line, '=', 0);

        item[count++] = (struct form_input){str_sub(line, 0, sign),
                                            str_sub(line, sign + 1, line.n)};
    }
    return (struct form_inputs){item, count};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new((size_t)256 << 20);
    const struct form *form = form_once();
    struct form_inputs inputs =
        inputs_of(a, (struct str){(const char *)bytes, count});
    struct filling f = {
        .form = form,
        .answers = form_answers_new(a, form, NULL),
        .today = {20571},
        .channel = CHANNEL_ONLINE,
    };
    struct form_faults faults;

    for (size_t page = 0; page < form->page_count; page++)
        f.answers = form_answers_post(a, form, page, f.answers, inputs);
    if (inputs.count > 0)
        f.answers = form_answers_act(a, form, f.answers, inputs.item[0].value);
    faults = form_check(a, &f, FORM_ALL_PAGES);
    for (size_t page = 0; page < form->page_count; page++)
        form_view(a, &f, LANG_VI, page, &faults);
    f.answers = form_freeze(a, &f);
    if (faults.errors == 0)
        check(form_check(a, &f, FORM_ALL_PAGES).errors == 0);
    arena_free(a);
    return 0;
}
