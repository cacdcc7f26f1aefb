#include "base/prelude.h"

#include "base/check.h"
#include "base/json.h"

#include "domain/form/form_check.h"
#include "domain/form/form_prefill.h"
#include "domain/form/form_view.h"
#include "domain/pack/pack.h"

#include "fuzz.h"

/* A pack that passes can be filled in, whatever it says. */
static void fill_in(struct arena *a, const struct pack *pack)
{
    struct filling f = {
        .form = pack->form,
        .answers = form_answers_new(a, pack->form, NULL),
        .today = {20571},
        .channel = CHANNEL_ONLINE,
    };
    struct form_faults faults = form_check(a, &f, FORM_ALL_PAGES);

    for (size_t i = 0; i < pack->form->page_count; i++)
        form_view(a, &f, LANG_VI, i, &faults);
    form_freeze(a, &f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    struct arena *a = arena_new((size_t)256 << 20);
    struct str text = {(const char *)bytes, count};
    struct findings f = findings_new(a);
    const struct json *gathered;
    struct errbox box;
    const struct pack *pack;

    if (json_parse(&box, a, text, (size_t)1 << 18, &gathered) == ERR_OK) {
        pack = pack_read(a, a, &f, gathered);
        check(pack != NULL);
        for (size_t i = 0; i < f.count; i++)
            check(finding_text(a, LANG_EN, &f.item[i]).n > 0);
        if (f.errors == 0)
            fill_in(a, pack);
    }
    arena_free(a);
    return 0;
}
