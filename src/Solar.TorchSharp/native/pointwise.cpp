// Element by element: arithmetic, comparison, functions of one number.
#include "shim.h"

using namespace st;

#define BINARY(name, method)                                                                              \
  ST_API int32_t st_##name(Th a, Th b, Th* out) { return guard([&] { *out = own(a->method(*b)); }); }       \
  ST_API int32_t st_##name##_s(Th a, Number b, Th* out) { return guard([&] { *out = own(a->method(b.scalar())); }); }
#define BINARY_(name, method)                                                                             \
  ST_API int32_t st_##name(Th a, Th b) { return guard([&] { a->method(*b); }); }                            \
  ST_API int32_t st_##name##_s(Th a, Number b) { return guard([&] { a->method(b.scalar()); }); }

BINARY(add, add)
BINARY(sub, sub)
BINARY(mul, mul)
BINARY(div, div)
BINARY_(add_, add_)
BINARY_(sub_, sub_)
BINARY_(mul_, mul_)
BINARY_(div_, div_)
