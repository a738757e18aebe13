// Elements picked and placed by indices and masks.
#include "shim.h"

#include <ATen/TensorIndexing.h>
#include <ATen/core/List.h>
#include <ATen/ops/bucketize.h>
#include <ATen/ops/where.h>

using namespace st;

ST_API int32_t st_index_select(Th t, int64_t dim, Th index, Th* out) { return guard([&] { *out = own(t->index_select(dim, *index)); }); }
ST_API int32_t st_gather(Th t, int64_t dim, Th index, Th* out) { return guard([&] { *out = own(t->gather(dim, *index)); }); }
ST_API int32_t st_scatter(Th t, int64_t dim, Th index, Th src, Th* out) { return guard([&] { *out = own(t->scatter(dim, *index, *src)); }); }
ST_API int32_t st_scatter_(Th t, int64_t dim, Th index, Th src) { return guard([&] { t->scatter_(dim, *index, *src); }); }
ST_API int32_t st_scatter_s(Th t, int64_t dim, Th index, Number value, Th* out) { return guard([&] { *out = own(t->scatter(dim, *index, value.scalar())); }); }
ST_API int32_t st_scatter_s_(Th t, int64_t dim, Th index, Number value) { return guard([&] { t->scatter_(dim, *index, value.scalar()); }); }
ST_API int32_t st_scatter_add(Th t, int64_t dim, Th index, Th src, Th* out) { return guard([&] { *out = own(t->scatter_add(dim, *index, *src)); }); }
ST_API int32_t st_scatter_add_(Th t, int64_t dim, Th index, Th src) { return guard([&] { t->scatter_add_(dim, *index, *src); }); }
ST_API int32_t st_index_add(Th t, int64_t dim, Th index, Th source, Number alpha, Th* out) { return guard([&] { *out = own(t->index_add(dim, *index, *source, alpha.scalar())); }); }
ST_API int32_t st_index_add_(Th t, int64_t dim, Th index, Th source, Number alpha) { return guard([&] { t->index_add_(dim, *index, *source, alpha.scalar()); }); }
ST_API int32_t st_index_copy(Th t, int64_t dim, Th index, Th source, Th* out) { return guard([&] { *out = own(t->index_copy(dim, *index, *source)); }); }
ST_API int32_t st_index_copy_(Th t, int64_t dim, Th index, Th source) { return guard([&] { t->index_copy_(dim, *index, *source); }); }
ST_API int32_t st_index_fill_(Th t, int64_t dim, Th index, Number value) { return guard([&] { t->index_fill_(dim, *index, value.scalar()); }); }
ST_API int32_t st_masked_fill(Th t, Th mask, Number value, Th* out) { return guard([&] { *out = own(t->masked_fill(*mask, value.scalar())); }); }
ST_API int32_t st_masked_fill_(Th t, Th mask, Number value) { return guard([&] { t->masked_fill_(*mask, value.scalar()); }); }
ST_API int32_t st_masked_select(Th t, Th mask, Th* out) { return guard([&] { *out = own(t->masked_select(*mask)); }); }
ST_API int32_t st_masked_scatter_(Th t, Th mask, Th value) { return guard([&] { t->masked_scatter_(*mask, *value); }); }
ST_API int32_t st_where_self(Th t, Th x, Th y, Th* out) { return guard([&] { *out = own(at::where(*t, *x, *y)); }); }
ST_API int32_t st_bucketize(Th t, Th boundaries, int32_t out_int32, int32_t right, Th* out) { return guard([&] { *out = own(at::bucketize(*t, *boundaries, out_int32 != 0, right != 0)); }); }

// kind 0: one index (start); 1: a slice; 2: all; 3: a new dimension; 4: ...; 5: a truth value (start); 6: a tensor. The bits
// of open say which ends of a slice were not given: 1 the start, 2 the stop, 4 the step.
struct Index {
  int64_t start, stop, step;
  Th tensor;
  int32_t kind, open;
};

#if ST_TORCH_AT_LEAST(2, 0)
typedef c10::SymInt Step;
#else
typedef int64_t Step;
#endif

static std::vector<at::indexing::TensorIndex> indices(const Index* given, int32_t count) {
  namespace ix = at::indexing;
  std::vector<ix::TensorIndex> all;
  for (int32_t i = 0; i < count; i++) {
    const Index& one = given[i];
    switch (one.kind) {
      case 0: all.emplace_back(one.start); break;
      case 1:
        all.emplace_back(ix::Slice(one.open & 1 ? optional<Step>() : optional<Step>(one.start),
                                   one.open & 2 ? optional<Step>() : optional<Step>(one.stop),
                                   one.open & 4 ? optional<Step>() : optional<Step>(one.step)));
        break;
      case 2: all.emplace_back(ix::Slice()); break;
      case 3: all.emplace_back(ix::None); break;
      case 4: all.emplace_back(ix::Ellipsis); break;
      case 5: all.emplace_back(one.start != 0); break;
      default: all.emplace_back(*one.tensor); break;
    }
  }
  return all;
}

ST_API int32_t st_index(Th t, const Index* given, int32_t count, Th* out) { return guard([&] { *out = own(t->index(indices(given, count))); }); }
ST_API int32_t st_index_set_(Th t, const Index* given, int32_t count, Th value) { return guard([&] { t->index_put_(indices(given, count), *value); }); }

// Only tensors index here, as for the accumulating form of libtorch.
ST_API int32_t st_index_put_(Th t, Th* tensors, int32_t count, Th value, int32_t accumulate) {
  return guard([&] {
    c10::List<optional<at::Tensor>> all;
    for (int32_t i = 0; i < count; i++) all.push_back(maybe(tensors[i]));
    t->index_put_(all, *value, accumulate != 0);
  });
}
