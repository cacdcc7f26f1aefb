#include "base/prelude.h"

#include "web/out.h"
