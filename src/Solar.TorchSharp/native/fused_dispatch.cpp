// Chooses, once, the kernels for the machine that this runs on.
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "fused_kernels.h"

namespace solar {

Kernels portable_kernels();
Kernels avx2_kernels();
Kernels avx512_kernels();

static Kernels choose_kernels() {
  const char* asked = std::getenv("SOLAR_CPU");
  std::string name = asked ? asked : "";
  if (!name.empty() && name != "default" && name != "avx2" && name != "avx512")
    throw std::runtime_error("SOLAR_CPU is '" + name + "'; it may be default, avx2 or avx512.");
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if ((name == "avx2" && !avx2) || (name == "avx512" && !avx512))
    throw std::runtime_error("SOLAR_CPU is '" + name + "', which this machine does not have.");
  if (avx512 && (name.empty() || name == "avx512")) return avx512_kernels();
  if (avx2 && name != "default") return avx2_kernels();
#endif
  return portable_kernels();
}

const Kernels& kernels() {
  static const Kernels chosen = choose_kernels();
  return chosen;
}

}  // namespace solar
