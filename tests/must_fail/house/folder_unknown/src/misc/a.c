#include "base/prelude.h"

