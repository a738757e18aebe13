// Products of matrices and vectors.
#include "shim.h"

#include <ATen/ops/einsum.h>

using namespace st;

ST_API int32_t st_matmul(Th t, Th target, Th* out) { return guard([&] { *out = own(t->matmul(*target)); }); }
ST_API int32_t st_mm(Th t, Th target, Th* out) { return guard([&] { *out = own(t->mm(*target)); }); }
ST_API int32_t st_mv(Th t, Th target, Th* out) { return guard([&] { *out = own(t->mv(*target)); }); }
ST_API int32_t st_bmm(Th t, Th batch2, Th* out) { return guard([&] { *out = own(t->bmm(*batch2)); }); }
ST_API int32_t st_dot(Th t, Th target, Th* out) { return guard([&] { *out = own(t->dot(*target)); }); }
ST_API int32_t st_outer(Th t, Th vec2, Th* out) { return guard([&] { *out = own(t->outer(*vec2)); }); }
ST_API int32_t st_addmm(Th t, Th mat1, Th mat2, double beta, double alpha, Th* out) { return guard([&] { *out = own(t->addmm(*mat1, *mat2, beta, alpha)); }); }
ST_API int32_t st_addmm_(Th t, Th mat1, Th mat2, double beta, double alpha) { return guard([&] { t->addmm_(*mat1, *mat2, beta, alpha); }); }
ST_API int32_t st_baddbmm(Th t, Th batch1, Th batch2, double beta, double alpha, Th* out) { return guard([&] { *out = own(t->baddbmm(*batch1, *batch2, beta, alpha)); }); }

ST_API int32_t st_einsum(const char* equation, Th* tensors, int32_t count, Th* out) { return guard([&] { *out = own(at::einsum(equation, list(tensors, count))); }); }
