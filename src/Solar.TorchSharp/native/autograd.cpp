// Gradients: what asks for them, where they are, and the backward pass.
#include "shim.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

using namespace st;

ST_API int32_t st_requires_grad(Th t, int32_t* out) { return guard([&] { *out = t->requires_grad(); }); }
ST_API int32_t st_set_requires_grad(Th t, int32_t on) { return guard([&] { t->requires_grad_(on != 0); }); }
ST_API int32_t st_is_leaf(Th t, int32_t* out) { return guard([&] { *out = t->is_leaf(); }); }
ST_API int32_t st_retain_grad(Th t) { return guard([&] { t->retain_grad(); }); }
ST_API int32_t st_grad(Th t, Th* out) { return guard([&] { *out = own_or_null(t->grad()); }); }
ST_API int32_t st_detach(Th t, Th* out) { return guard([&] { *out = own(t->detach()); }); }
ST_API int32_t st_detach_(Th t, Th* out) { return guard([&] { *out = own(t->detach_()); }); }

ST_API int32_t st_set_grad(Th t, Th grad) {
  return guard([&] {
    if (grad) {
      TORCH_CHECK(grad->sizes() == t->sizes(), "a gradient of shape ", grad->sizes(), " was given to a tensor of shape ", t->sizes());
      TORCH_CHECK(grad->scalar_type() == t->scalar_type(), "a gradient of type ", grad->scalar_type(), " was given to a tensor of type ", t->scalar_type());
    }
    t->mutable_grad() = or_undefined(grad);
  });
}

ST_API int32_t st_backward(Th* tensors, int32_t count, Th* grads, int32_t grad_count, int32_t retain, int32_t create, Th* inputs, int32_t input_count) {
  return guard([&] {
    optional<bool> keep = retain < 0 ? optional<bool>() : optional<bool>(retain != 0);
    torch::autograd::backward(list(tensors, count), list(grads, grad_count), keep, create != 0, list(inputs, input_count));
  });
}

ST_API int32_t st_autograd_grad(Th* outputs, int32_t count, Th* inputs, int32_t input_count, Th* grads, int32_t grad_count,
                                int32_t retain, int32_t create, int32_t allow_unused, Th** out, int32_t* out_count) {
  return guard([&] {
    optional<bool> keep = retain < 0 ? optional<bool>() : optional<bool>(retain != 0);
    give(torch::autograd::grad(list(outputs, count), list(inputs, input_count), list(grads, grad_count), keep, create != 0, allow_unused != 0),
         out, out_count);
  });
}

ST_API int32_t st_grad_enabled() { return at::GradMode::is_enabled(); }
ST_API void st_set_grad_enabled(int32_t on) { at::GradMode::set_enabled(on != 0); }
ST_API int32_t st_inference_enter(int32_t on, void** out) { return guard([&] { *out = new c10::InferenceMode(on != 0); }); }
ST_API void st_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
