#include "base/prelude.h"

struct url u(struct str s)
{
    return (struct url){s};
}
