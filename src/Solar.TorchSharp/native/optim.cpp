// One parameter's AdamW step, and the clipping of gradients by their common norm.
#include "shim.h"

#include <cmath>
#include <limits>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/max.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/sqrt.h>
#include <ATen/ops/stack.h>

using namespace st;

// exp_avg, exp_avg_sq and max_exp_avg_sq (null without amsgrad) change in place, as the parameter does.
ST_API int32_t st_optim_adamw(Th parameter, Th grad, Th exp_avg, Th exp_avg_sq, Th max_exp_avg_sq, int64_t step, double lr,
                              double beta1, double beta2, double eps, double weight_decay) {
  return guard([&] {
    at::NoGradGuard in_place;
    double correction1 = 1 - std::pow(beta1, static_cast<double>(step));
    double correction2 = 1 - std::pow(beta2, static_cast<double>(step));
    parameter->mul_(1 - lr * weight_decay);
    exp_avg->mul_(beta1).add_(*grad, 1 - beta1);
    exp_avg_sq->mul_(beta2).addcmul_(*grad, *grad, 1 - beta2);
    if (max_exp_avg_sq) max_exp_avg_sq->copy_(at::maximum(*max_exp_avg_sq, *exp_avg_sq));
    const at::Tensor& second = max_exp_avg_sq ? *max_exp_avg_sq : *exp_avg_sq;
    auto denominator = second.sqrt().div_(std::sqrt(correction2)).add_(eps);
    parameter->addcdiv_(*exp_avg, denominator, -lr / correction1);
  });
}

ST_API int32_t st_optim_clip_grad_norm(Th* parameters, int32_t count, double max_norm, double norm_type, double* total) {
  return guard([&] {
    at::NoGradGuard in_place;
    std::vector<at::Tensor> grads, norms;
    bool largest = norm_type == std::numeric_limits<double>::infinity();
    for (int32_t i = 0; i < count; i++) {
      const at::Tensor& grad = parameters[i]->grad();
      if (!grad.defined()) continue;
      grads.push_back(grad);
      norms.push_back(largest ? grad.abs().max() : grad.norm(norm_type));
    }
    if (grads.empty()) {
      *total = 0;
      return;
    }
    auto all = norms.size() == 1 ? norms[0] : at::stack(norms);
    auto norm = norms.size() == 1 ? norms[0] : largest ? all.max() : all.norm(norm_type);
    auto factor = (max_norm / (norm + 1e-6)).clamp_max(1.0);
    for (auto& grad : grads) grad.mul_(factor);
    *total = norm.item<double>();
  });
}
