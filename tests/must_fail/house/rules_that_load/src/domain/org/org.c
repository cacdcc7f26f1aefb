#include "base/prelude.h"

#include "domain/org/org_store.h"
