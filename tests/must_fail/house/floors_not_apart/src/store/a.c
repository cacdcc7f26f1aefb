#include "base/prelude.h"

#include "base/str.h"
#include "store/db.h"
