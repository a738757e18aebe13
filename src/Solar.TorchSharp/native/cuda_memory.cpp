// What the caching allocator of a GPU says of itself. Compiled only where CMake found that its header can be: it needs that of the
// CUDA runtime. Elsewhere every call answers that nothing is known.
#include "shim.h"

#ifdef SOLAR_CUDA_MEMORY
#include <c10/cuda/CUDACachingAllocator.h>
#endif

using namespace st;

// allocated now, at most, reserved now, at most: bytes since the start or the last reset. known is 0 in a build without CUDA.
ST_API int32_t st_cuda_memory(int32_t index, int64_t* out, int32_t* known) {
  return guard([&] {
#ifdef SOLAR_CUDA_MEMORY
    auto all = c10::cuda::CUDACachingAllocator::getDeviceStats(index);
    out[0] = all.allocated_bytes[0].current;
    out[1] = all.allocated_bytes[0].peak;
    out[2] = all.reserved_bytes[0].current;
    out[3] = all.reserved_bytes[0].peak;
    *known = 1;
#else
    (void)index;
    (void)out;
    *known = 0;
#endif
  });
}

ST_API int32_t st_cuda_reset_peak(int32_t index) {
  return guard([&] {
#ifdef SOLAR_CUDA_MEMORY
    c10::cuda::CUDACachingAllocator::resetPeakStats(index);
#else
    (void)index;
#endif
  });
}
