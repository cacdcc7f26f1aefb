#include "base/prelude.h"

const char *s = "<p class=x>";
/* "<p>" */
const char *t = "a < b";
