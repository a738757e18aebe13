// Many numbers to fewer.
#include "shim.h"

using namespace st;

ST_API int32_t st_sum(Th t, int32_t type, Th* out) { return guard([&] { *out = own(t->sum(type_or_none(type))); }); }
