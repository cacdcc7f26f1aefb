#include "base/prelude.h"

const char *q = "SELECT 1";
const char *w = "Selected";
