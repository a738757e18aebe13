// The same numbers in another shape, order or place.
#include "shim.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/stack.h>

using namespace st;

ST_API int32_t st_view(Th t, const int64_t* shape, int32_t shape_count, Th* out) { return guard([&] { *out = own(t->view(ints(shape, shape_count))); }); }
ST_API int32_t st_reshape(Th t, const int64_t* shape, int32_t shape_count, Th* out) { return guard([&] { *out = own(t->reshape(ints(shape, shape_count))); }); }
ST_API int32_t st_expand(Th t, const int64_t* sizes, int32_t sizes_count, Th* out) { return guard([&] { *out = own(t->expand(ints(sizes, sizes_count))); }); }
ST_API int32_t st_repeat(Th t, const int64_t* sizes, int32_t sizes_count, Th* out) { return guard([&] { *out = own(t->repeat(ints(sizes, sizes_count))); }); }
ST_API int32_t st_permute(Th t, const int64_t* permutation, int32_t permutation_count, Th* out) { return guard([&] { *out = own(t->permute(ints(permutation, permutation_count))); }); }
ST_API int32_t st_broadcast_to(Th t, const int64_t* shape, int32_t shape_count, Th* out) { return guard([&] { *out = own(t->broadcast_to(ints(shape, shape_count))); }); }
ST_API int32_t st_flip(Th t, const int64_t* dims, int32_t dims_count, Th* out) { return guard([&] { *out = own(t->flip(ints(dims, dims_count))); }); }
ST_API int32_t st_transpose(Th t, int64_t dim0, int64_t dim1, Th* out) { return guard([&] { *out = own(t->transpose(dim0, dim1)); }); }
ST_API int32_t st_unsqueeze(Th t, int64_t dim, Th* out) { return guard([&] { *out = own(t->unsqueeze(dim)); }); }
ST_API int32_t st_squeeze_dim(Th t, int64_t dim, Th* out) { return guard([&] { *out = own(t->squeeze(dim)); }); }
ST_API int32_t st_squeeze(Th t, Th* out) { return guard([&] { *out = own(t->squeeze()); }); }
ST_API int32_t st_narrow(Th t, int64_t dim, int64_t start, int64_t length, Th* out) { return guard([&] { *out = own(t->narrow(dim, start, length)); }); }
ST_API int32_t st_slice(Th t, int64_t dim, int64_t start, int64_t finish, int64_t step, Th* out) { return guard([&] { *out = own(t->slice(dim, start, finish, step)); }); }
ST_API int32_t st_select(Th t, int64_t dim, int64_t index, Th* out) { return guard([&] { *out = own(t->select(dim, index)); }); }
ST_API int32_t st_flatten(Th t, int64_t start_dim, int64_t end_dim, Th* out) { return guard([&] { *out = own(t->flatten(start_dim, end_dim)); }); }
ST_API int32_t st_unflatten(Th t, int64_t dim, const int64_t* sizes, int32_t sizes_count, Th* out) { return guard([&] { *out = own(t->unflatten(dim, ints(sizes, sizes_count))); }); }
ST_API int32_t st_movedim(Th t, int64_t source, int64_t destination, Th* out) { return guard([&] { *out = own(t->movedim(source, destination)); }); }
ST_API int32_t st_roll(Th t, int64_t shifts, int64_t dims, Th* out) { return guard([&] { *out = own(t->roll(shifts, dims)); }); }
ST_API int32_t st_diagonal(Th t, int64_t offset, int64_t dim1, int64_t dim2, Th* out) { return guard([&] { *out = own(t->diagonal(offset, dim1, dim2)); }); }
ST_API int32_t st_diag(Th t, int64_t diagonal, Th* out) { return guard([&] { *out = own(t->diag(diagonal)); }); }
ST_API int32_t st_tril(Th t, int64_t diagonal, Th* out) { return guard([&] { *out = own(t->tril(diagonal)); }); }
ST_API int32_t st_triu(Th t, int64_t diagonal, Th* out) { return guard([&] { *out = own(t->triu(diagonal)); }); }
ST_API int32_t st_t(Th t, Th* out) { return guard([&] { *out = own(t->t()); }); }
ST_API int32_t st_contiguous(Th t, Th* out) { return guard([&] { *out = own(t->contiguous()); }); }
ST_API int32_t st_clone(Th t, Th* out) { return guard([&] { *out = own(t->clone()); }); }
ST_API int32_t st_expand_as(Th t, Th other, Th* out) { return guard([&] { *out = own(t->expand_as(*other)); }); }
ST_API int32_t st_view_as(Th t, Th other, Th* out) { return guard([&] { *out = own(t->view_as(*other)); }); }
ST_API int32_t st_reshape_as(Th t, Th other, Th* out) { return guard([&] { *out = own(t->reshape_as(*other)); }); }
ST_API int32_t st_copy_(Th t, Th source, int32_t non_blocking) { return guard([&] { t->copy_(*source, non_blocking != 0); }); }
ST_API int32_t st_fill_(Th t, Number value) { return guard([&] { t->fill_(value.scalar()); }); }
ST_API int32_t st_zero_(Th t) { return guard([&] { t->zero_(); }); }

ST_API int32_t st_repeat_interleave(Th t, int64_t repeats, int64_t dim, int32_t whole, Th* out) {
  return guard([&] { *out = own(t->repeat_interleave(repeats, whole ? optional<int64_t>() : optional<int64_t>(dim))); });
}

ST_API int32_t st_cat(Th* tensors, int32_t count, int64_t dim, Th* out) { return guard([&] { *out = own(at::cat(list(tensors, count), dim)); }); }
ST_API int32_t st_stack(Th* tensors, int32_t count, int64_t dim, Th* out) { return guard([&] { *out = own(at::stack(list(tensors, count), dim)); }); }
ST_API int32_t st_chunk(Th t, int64_t chunks, int64_t dim, Th** out, int32_t* count) { return guard([&] { give(t->chunk(chunks, dim), out, count); }); }
ST_API int32_t st_split(Th t, int64_t size, int64_t dim, Th** out, int32_t* count) { return guard([&] { give(t->split(size, dim), out, count); }); }
ST_API int32_t st_split_sizes(Th t, const int64_t* sizes, int32_t n, int64_t dim, Th** out, int32_t* count) { return guard([&] { give(t->split_with_sizes(ints(sizes, n), dim), out, count); }); }
ST_API int32_t st_tensor_split(Th t, int64_t sections, int64_t dim, Th** out, int32_t* count) { return guard([&] { give(t->tensor_split(sections, dim), out, count); }); }
ST_API int32_t st_unbind(Th t, int64_t dim, Th** out, int32_t* count) { return guard([&] { give(t->unbind(dim), out, count); }); }

// Type -1 and device -1 keep what the tensor has.
ST_API int32_t st_to(Th t, int32_t type, int32_t device, int32_t index, int32_t copy, int32_t non_blocking, Th* out) {
  return guard([&] {
    auto where = device < 0 ? t->device() : c10::Device(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index));
    auto what = type < 0 ? t->scalar_type() : static_cast<at::ScalarType>(type);
    *out = own(t->to(where, what, non_blocking != 0, copy != 0));
  });
}
