// Kernels for AVX-512.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,prefer-vector-width=512")
#define SOLAR_ISA avx512
#define SOLAR_LANES 16
#include "fused_isa.h"

namespace solar {
Kernels avx512_kernels() { return avx512::table(); }
}
#endif
