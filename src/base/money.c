#include "base/prelude.h"

#include "base/money.h"
#include "base/num.h"

bool vnd_add(struct vnd a, struct vnd b, struct vnd *ret)
{
    int64_t sum;

    if (__builtin_add_overflow(a.dong, b.dong, &sum))
        return false;
    ret->dong = sum;
    return true;
}

bool vnd_multiply(struct vnd a, int64_t times, struct vnd *ret)
{
    int64_t product;

    if (__builtin_mul_overflow(a.dong, times, &product))
        return false;
    ret->dong = product;
    return true;
}

struct str vnd_text(struct arena *a, enum lang lang, struct vnd amount)
{
    return arena_printf(a, "%s\u00a0%s", num_text(a, lang, amount.dong).p,
                        lang == LANG_EN ? "VND" : "đ");
}
