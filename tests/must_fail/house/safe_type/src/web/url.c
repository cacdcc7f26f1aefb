#include "base/prelude.h"

struct url v(struct str s)
{
    return (struct url){s};
}
