#include "base/prelude.h"

#include <sqlite3.h>
