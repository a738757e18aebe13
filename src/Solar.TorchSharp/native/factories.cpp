// Tensors made from nothing.
#include "shim.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

using namespace st;

ST_API int32_t st_zeros(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::zeros(ints(sizes, count), o.options())); }); }
ST_API int32_t st_ones(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::ones(ints(sizes, count), o.options())); }); }
ST_API int32_t st_empty(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::empty(ints(sizes, count), o.options())); }); }
ST_API int32_t st_full(const int64_t* sizes, int32_t count, Number value, Options o, Th* out) { return guard([&] { *out = o.finish(at::full(ints(sizes, count), value.scalar(), o.options())); }); }
ST_API int32_t st_arange(Number start, Number stop, Number step, Options o, Th* out) { return guard([&] { *out = o.finish(at::arange(start.scalar(), stop.scalar(), step.scalar(), o.options())); }); }
ST_API int32_t st_eye(int64_t rows, int64_t columns, Options o, Th* out) { return guard([&] { *out = o.finish(at::eye(rows, columns, o.options())); }); }
ST_API int32_t st_linspace(double start, double end, int64_t steps, Options o, Th* out) { return guard([&] { *out = o.finish(at::linspace(start, end, steps, o.options())); }); }
