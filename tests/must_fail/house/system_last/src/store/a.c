#include "base/prelude.h"

#include "base/str.h"

#include <unistd.h>
