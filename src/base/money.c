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

struct str vnd_text(struct arena *a, struct vnd amount)
{
    return arena_printf(a, "%s\u00a0đ", num_vn(a, amount.dong).p);
}
