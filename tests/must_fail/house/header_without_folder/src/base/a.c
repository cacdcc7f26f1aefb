#include "base/prelude.h"

#include "a.h"
