// The gate of the feed-forward block: silu(gate) * up of one [.., gate | up] tensor.
#include "fused.h"

namespace solar {
namespace {

struct SwiGlu : torch::autograd::Function<SwiGlu> {
  static Tensor forward(AutogradContext* ctx, const Tensor& gate_up) {
    int64_t width = gate_up.size(-1) / 2, rows = width ? gate_up.numel() / (2 * width) : 0, size = gate_up.element_size();
    auto shape = gate_up.sizes().vec();
    shape.back() = width;
    Tensor y = at::empty(shape, gate_up.options());
    over_rows(rows, 4 * width, [&](int64_t begin, int64_t end) {
      kernels().swiglu(storage_of(gate_up), bytes(gate_up) + begin * 2 * width * size, end - begin, width, bytes(y) + begin * width * size);
    });
    ctx->save_for_backward({gate_up});
    return y;
  }

  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    Tensor gate_up = ctx->get_saved_variables()[0], dy = grads[0].contiguous(), dgate_up = at::empty_like(gate_up);
    int64_t width = gate_up.size(-1) / 2, rows = width ? gate_up.numel() / (2 * width) : 0, size = gate_up.element_size();
    over_rows(rows, 4 * width, [&](int64_t begin, int64_t end) {
      kernels().swiglu_backward(storage_of(gate_up), bytes(gate_up) + begin * 2 * width * size, bytes(dy) + begin * width * size,
                                end - begin, width, bytes(dgate_up) + begin * 2 * width * size);
    });
    return {dgate_up};
  }
};

}  // namespace
}  // namespace solar

ST_API int32_t st_fused_swiglu(Th gate_up, Th* out) {
  return st::guard([&] {
    solar::check(*gate_up, "SwiGlu", "gateUp");
    TORCH_CHECK(gate_up->dim() > 0 && gate_up->size(-1) % 2 == 0, "SwiGlu: gateUp is ", solar::shape_of(*gate_up), "; its last dimension must hold two equal halves.");
    *out = st::own(solar::SwiGlu::apply(gate_up->contiguous()));
  });
}
