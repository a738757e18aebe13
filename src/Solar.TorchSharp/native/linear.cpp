// Products of matrices.
#include "shim.h"

#include <ATen/ops/matmul.h>

using namespace st;

ST_API int32_t st_matmul(Th a, Th b, Th* out) { return guard([&] { *out = own(a->matmul(*b)); }); }
