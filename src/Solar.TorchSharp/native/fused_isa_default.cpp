// Kernels for any machine.
#define SOLAR_ISA portable
#define SOLAR_LANES 4
#include "fused_isa.h"

namespace solar {
Kernels portable_kernels() { return portable::table(); }
}
