#include "base/prelude.h"

const char *s = "đ";
