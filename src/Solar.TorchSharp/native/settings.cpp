// What is set once when the library is loaded, and what it says about itself.
#include "shim.h"

#include <malloc.h>
#include <string>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/util/Logging.h>

using namespace st;

ST_API const char* st_torch_version() { return TORCH_VERSION; }
ST_API int32_t st_set_num_threads(int32_t count) { return guard([&] { at::set_num_threads(count); }); }
ST_API int32_t st_get_num_threads() { return at::get_num_threads(); }

// Without this, every exception collects a stack trace, which costs milliseconds and is then thrown away.
ST_API void st_initialize() { c10::SetStackTraceFetcher([]() -> std::string { return {}; }); }
