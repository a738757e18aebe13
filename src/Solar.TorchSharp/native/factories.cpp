// Tensors made from nothing, and tensors made like another.
#include "shim.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/rand_like.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

using namespace st;

ST_API int32_t st_zeros(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::zeros(ints(sizes, count), o.options())); }); }
ST_API int32_t st_ones(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::ones(ints(sizes, count), o.options())); }); }
ST_API int32_t st_empty(const int64_t* sizes, int32_t count, Options o, Th* out) { return guard([&] { *out = o.finish(at::empty(ints(sizes, count), o.options())); }); }
ST_API int32_t st_full(const int64_t* sizes, int32_t count, Number value, Options o, Th* out) { return guard([&] { *out = o.finish(at::full(ints(sizes, count), value.scalar(), o.options())); }); }
ST_API int32_t st_arange(Number start, Number stop, Number step, Options o, Th* out) { return guard([&] { *out = o.finish(at::arange(start.scalar(), stop.scalar(), step.scalar(), o.options())); }); }
ST_API int32_t st_eye(int64_t rows, int64_t columns, Options o, Th* out) { return guard([&] { *out = o.finish(at::eye(rows, columns, o.options())); }); }
ST_API int32_t st_linspace(double start, double end, int64_t steps, Options o, Th* out) { return guard([&] { *out = o.finish(at::linspace(start, end, steps, o.options())); }); }

// Type -1 and device -1 are the given tensor's own.
static at::TensorOptions like(Th t, const Options& o) {
  auto options = t->options().requires_grad(false);
  if (o.device >= 0) options = options.device(o.options().device());
  return o.type < 0 ? options : options.dtype(static_cast<at::ScalarType>(o.type));
}

ST_API int32_t st_zeros_like(Th t, Options o, Th* out) { return guard([&] { *out = o.finish(at::zeros_like(*t, like(t, o))); }); }
ST_API int32_t st_ones_like(Th t, Options o, Th* out) { return guard([&] { *out = o.finish(at::ones_like(*t, like(t, o))); }); }
ST_API int32_t st_empty_like(Th t, Options o, Th* out) { return guard([&] { *out = o.finish(at::empty_like(*t, like(t, o))); }); }
ST_API int32_t st_rand_like(Th t, Options o, Th* out) { return guard([&] { *out = o.finish(at::rand_like(*t, like(t, o))); }); }
ST_API int32_t st_randn_like(Th t, Options o, Th* out) { return guard([&] { *out = o.finish(at::randn_like(*t, like(t, o))); }); }
ST_API int32_t st_full_like(Th t, Number value, Options o, Th* out) { return guard([&] { *out = o.finish(at::full_like(*t, value.scalar(), like(t, o))); }); }
