// Kernels for AVX2 and FMA.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC target("avx2,fma")
#define SOLAR_ISA avx2
#define SOLAR_LANES 8
#include "fused_isa.h"

namespace solar {
Kernels avx2_kernels() { return avx2::table(); }
}
#endif
