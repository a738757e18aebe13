// What is set once when the library is loaded, and what it says about itself.
#include "shim.h"

#include <malloc.h>
#include <string>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/DefaultDtype.h>
#include <c10/util/Logging.h>
#include <torch/cuda.h>

using namespace st;

ST_API const char* st_torch_version() { return TORCH_VERSION; }
ST_API int32_t st_set_num_threads(int32_t count) { return guard([&] { at::set_num_threads(count); }); }
ST_API int32_t st_get_num_threads() { return at::get_num_threads(); }

// Without this, every exception collects a stack trace, which costs milliseconds and is then thrown away.
ST_API void st_initialize() { c10::SetStackTraceFetcher([]() -> std::string { return {}; }); }

// 1 where malloc took the value, 0 where it did not or is not glibc's.
ST_API int32_t st_mallopt(const char* name, int32_t value) {
#ifdef __GLIBC__
  const std::string parameter = name;
  if (parameter == "M_TRIM_THRESHOLD") return mallopt(M_TRIM_THRESHOLD, value);
  if (parameter == "M_TOP_PAD") return mallopt(M_TOP_PAD, value);
  if (parameter == "M_MMAP_MAX") return mallopt(M_MMAP_MAX, value);
  if (parameter == "M_ARENA_MAX") return mallopt(M_ARENA_MAX, value);
#endif
  return 0;
}

ST_API int32_t st_set_default_dtype(int32_t type) { return guard([&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(type))); }); }
ST_API int32_t st_get_default_dtype() { return static_cast<int32_t>(c10::get_default_dtype_as_scalartype()); }

ST_API int32_t st_cuda_is_available() { return torch::cuda::is_available(); }
ST_API int32_t st_cuda_device_count(int32_t* out) { return guard([&] { *out = static_cast<int32_t>(torch::cuda::device_count()); }); }
ST_API int32_t st_cuda_synchronize(int32_t index) { return guard([&] { torch::cuda::synchronize(index); }); }
ST_API int32_t st_cuda_manual_seed(int64_t seed) { return guard([&] { torch::cuda::manual_seed(static_cast<uint64_t>(seed)); }); }
ST_API int32_t st_cuda_manual_seed_all(int64_t seed) { return guard([&] { torch::cuda::manual_seed_all(static_cast<uint64_t>(seed)); }); }
ST_API int32_t st_allow_tf32(int32_t on) { return guard([&] { at::globalContext().setAllowTF32CuBLAS(on != 0); }); }
ST_API int32_t st_get_allow_tf32() { return at::globalContext().allowTF32CuBLAS(); }

// What libtorch says of its build and of the kernels it chose for this processor.
ST_API const char* st_show_config() {
  static thread_local std::string text;
  text = at::show_config();
  return text.c_str();
}
