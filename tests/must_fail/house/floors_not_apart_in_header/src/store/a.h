#ifndef A
#define A
#include "base/str.h"
#include "store/db.h"
#endif
