#include "base/prelude.h"

const char *s = "Hồ sơ";
const char *t = "–…";
