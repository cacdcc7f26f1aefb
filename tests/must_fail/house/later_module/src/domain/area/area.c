#include "base/prelude.h"

#include "domain/org/org.h"
