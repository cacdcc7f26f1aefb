#include "base/prelude.h"

#include "store/tx.h"
