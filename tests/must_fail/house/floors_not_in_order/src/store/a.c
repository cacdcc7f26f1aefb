#include "base/prelude.h"

#include "store/db.h"

#include "base/str.h"
