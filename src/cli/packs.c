#include "base/prelude.h"

#include "base/msg.h"

#include "service/catalogue.h"

#include "cli/packs.h"

void packs_tell(struct cx *cx, const char *name, const struct findings *f,
                bool tell_warnings)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *one = &f->item[i];
        bool is_error = one->level == FINDING_ERROR;

        if (is_error || tell_warnings)
            printf("%s: %s: %s\n", name,
                   msg(cx->lang,
                       is_error ? MSG_PACK_IS_ERROR : MSG_PACK_IS_WARNING)
                       .p,
                   finding_text(cx->arena, cx->lang, one).p);
    }
    if (f->lost > 0)
        printf("%s: + %zu\n", name, f->lost);
}

const struct pack *packs_read(struct cx *cx, const char *folder,
                              bool tell_warnings,
                              const struct json **ret_gathered)
{
    struct findings f = findings_new(cx->arena);
    const struct json *gathered = pack_gather(cx->arena, &f, str_c(folder));
    const struct pack *pack = NULL;

    if (gathered)
        pack = pack_read(cx->arena, cx->arena, &f, gathered);
    packs_tell(cx, folder, &f, tell_warnings);
    if (f.errors > 0)
        return NULL;
    *ret_gathered = gathered;
    return pack;
}

static void print_changes(struct cx *cx, const struct pack_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        printf("    %s\n",
               pack_change_text(cx->arena, cx->lang, &changes->item[i]).p);
    if (changes->lost > 0)
        printf("    + %zu\n", changes->lost);
}

static void print_refusal(struct cx *cx, const char *folder)
{
    struct str words = cx->err.message
                           ? errbox_words(cx->arena, &cx->err, cx->lang)
                           : str_c(cx->err.detail);

    printf("%s: %.*s\n", folder, STR_ARG(words));
}

bool packs_import(struct db *db, struct cx *cx, const char *folder,
                  bool publish, bool *ret_is_new)
{
    struct catalogue_import in = {.publish = publish};
    const struct pack *pack = packs_read(cx, folder, false, &in.gathered);

    if (!pack)
        return false;
    in.entry = pack_entry(cx->arena, pack, in.gathered);
    if (db_write(db, cx, catalogue_import, &in) != ERR_OK) {
        print_refusal(cx, folder);
        return false;
    }
    if (in.is_new)
        print_changes(cx, &in.changes);
    *ret_is_new = in.is_new;
    return true;
}
