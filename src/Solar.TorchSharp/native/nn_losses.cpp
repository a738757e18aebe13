// The losses of torch.nn.functional. Reduction: 0 none, 1 mean, 2 sum, in libtorch as in TorchSharp.
#include "shim.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/kl_div.h>
#include <ATen/ops/nll_loss_nd.h>

using namespace st;

ST_API int32_t st_nn_cross_entropy(Th input, Th target, Th weight, int64_t ignored, int64_t reduction, double smoothing, Th* out) {
  return guard([&] {
    *out = own(at::cross_entropy_loss(*input, *target, maybe(weight), reduction, ignored, smoothing));
  });
}

ST_API int32_t st_nn_nll_loss(Th input, Th target, Th weight, int64_t reduction, Th* out) {
  return guard([&] { *out = own(at::nll_loss_nd(*input, *target, maybe(weight), reduction, -100)); });
}

ST_API int32_t st_nn_kl_div(Th input, Th target, int32_t log_target, int64_t reduction, Th* out) {
  return guard([&] { *out = own(at::kl_div(*input, *target, reduction, log_target != 0)); });
}
