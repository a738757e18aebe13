// Handles, errors, what a tensor says about itself, and its bytes.
#include "shim.h"

#include <string>
#include <cstring>

#include <ATen/ops/from_blob.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/util/Logging.h>

using namespace st;

static thread_local std::string last_error;

void st::set_error(const char* message) { last_error = message; }

ST_API const char* st_last_error() { return last_error.c_str(); }
ST_API void st_free(Th tensor) { delete tensor; }
ST_API void st_free_array(Th* array) { delete[] array; }

ST_API int32_t st_alias(Th t, Th* out) { return guard([&] { *out = own(*t); }); }
ST_API int32_t st_dim(Th t, int64_t* out) { return guard([&] { *out = t->dim(); }); }
ST_API int32_t st_numel(Th t, int64_t* out) { return guard([&] { *out = t->numel(); }); }
ST_API int32_t st_element_size(Th t, int64_t* out) { return guard([&] { *out = t->element_size(); }); }
ST_API int32_t st_size(Th t, int64_t dim, int64_t* out) { return guard([&] { *out = t->size(dim); }); }
ST_API int32_t st_stride(Th t, int64_t dim, int64_t* out) { return guard([&] { *out = t->stride(dim); }); }
ST_API int32_t st_storage_offset(Th t, int64_t* out) { return guard([&] { *out = t->storage_offset(); }); }
ST_API int32_t st_is_contiguous(Th t, int32_t* out) { return guard([&] { *out = t->is_contiguous(); }); }
ST_API int32_t st_dtype(Th t, int32_t* out) { return guard([&] { *out = static_cast<int32_t>(t->scalar_type()); }); }
ST_API int32_t st_data_ptr(Th t, void** out) { return guard([&] { *out = t->data_ptr(); }); }
ST_API int32_t st_item(Th t, Number* out) { return guard([&] { *out = Number::of(t->item()); }); }

ST_API int32_t st_sizes(Th t, int64_t* out) {
  return guard([&] { std::memcpy(out, t->sizes().data(), t->dim() * sizeof(int64_t)); });
}

ST_API int32_t st_strides(Th t, int64_t* out) {
  return guard([&] { std::memcpy(out, t->strides().data(), t->dim() * sizeof(int64_t)); });
}

ST_API int32_t st_device(Th t, int32_t* type, int32_t* index) {
  return guard([&] {
    *type = static_cast<int32_t>(t->device().type());
    *index = t->device().index();
  });
}

// A tensor over memory that somebody else owns; release(context) is called when its storage dies.
ST_API int32_t st_from_blob(void* data, const int64_t* sizes, int32_t count, int32_t type, void (*release)(void*), void* context, Th* out) {
  return guard([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
    *out = own(release ? at::from_blob(data, ints(sizes, count), [release, context](void*) { release(context); }, options)
                       : at::from_blob(data, ints(sizes, count), options));
  });
}

ST_API int32_t st_from_data(const void* data, const int64_t* sizes, int32_t count, int32_t type, Options where, Th* out) {
  return guard([&] {
    auto held = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
    auto borrowed = at::from_blob(const_cast<void*>(data), ints(sizes, count), held);
    auto options = where.options();
    *out = where.finish(borrowed.to(options.device(), where.type < 0 ? borrowed.scalar_type() : options.dtype().toScalarType(), false, true));
  });
}
