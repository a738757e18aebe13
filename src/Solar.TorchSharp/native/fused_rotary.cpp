// Rotary position embedding of [B, T, heads, D], feature i paired with i + D / 2.
#include "fused.h"

namespace solar {
namespace {

Tensor turned(const Tensor& x, const Tensor& cosine, const Tensor& sine, bool backwards) {
  Tensor y = at::empty_like(x, at::MemoryFormat::Contiguous);
  int64_t tokens = x.size(1), heads = x.size(2), width = x.size(3), row = heads * width * x.element_size();
  over_rows(x.size(0) * tokens, heads * width, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++)
      kernels().rotate(storage_of(x), bytes(x) + i * row, cosine.data_ptr<float>() + i % tokens * (width / 2),
                       sine.data_ptr<float>() + i % tokens * (width / 2), backwards, heads, width, bytes(y) + i * row);
  });
  return y;
}

struct Rotary : torch::autograd::Function<Rotary> {
  static Tensor forward(AutogradContext* ctx, const Tensor& x, const Tensor& cosine, const Tensor& sine) {
    ctx->save_for_backward({cosine, sine});
    return turned(x, cosine, sine, false);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    return {turned(grads[0].contiguous(), saved[0], saved[1], true), Tensor(), Tensor()};
  }
};

}  // namespace
}  // namespace solar

ST_API int32_t st_fused_rotary(Th x, Th cosine, Th sine, Th* out) {
  return st::guard([&] {
    solar::check(*x, "Rotary", "x");
    TORCH_CHECK(x->dim() == 4 && x->size(3) % 2 == 0, "Rotary: x is ", solar::shape_of(*x), ", expected [B, T, heads, D] with an even D.");
    auto cosines = solar::angles(*cosine, x->size(1), x->size(3), "Rotary", "cosine");
    auto sines = solar::angles(*sine, x->size(1), x->size(3), "Rotary", "sine");
    *out = st::own(solar::Rotary::apply(x->contiguous(), cosines, sines));
  });
}
