#include "base/prelude.h"

#include "store/db.h"
