// Root-mean-square normalisation, alone or of a residual sum.
#include "fused.h"

namespace solar {
namespace {

// The weight's gradient is summed over runs of this many rows, then over the runs in order: the same bits for any number of threads.
constexpr int64_t RowsOfPartialSum = 64;

variable_list normalise(AutogradContext* ctx, const Tensor& x, const Tensor& delta, const Tensor& weight, double eps) {
  int64_t width = weight.numel(), rows = width ? x.numel() / width : 0;
  Tensor y = at::empty_like(x, at::MemoryFormat::Contiguous);
  Tensor sum = delta.defined() ? at::empty_like(x, at::MemoryFormat::Contiguous) : Tensor();
  Tensor inverse = at::empty({rows}, x.options().dtype(at::kFloat));
  int64_t row_bytes = width * x.element_size();
  over_rows(rows, width, [&](int64_t begin, int64_t end) {
    int64_t at = begin * row_bytes;
    kernels().rms_norm(storage_of(x), bytes(x) + at, delta.defined() ? bytes(delta) + at : nullptr, bytes(weight), eps, end - begin, width,
                       sum.defined() ? bytes(sum) + at : nullptr, bytes(y) + at, inverse.data_ptr<float>() + begin);
  });
  ctx->save_for_backward({sum.defined() ? sum : x, weight, inverse});
  ctx->set_materialize_grads(false);
  return sum.defined() ? variable_list{sum, y} : variable_list{y};
}

// The gradients of the normalised tensor and of the weight.
std::pair<Tensor, Tensor> backward_of(AutogradContext* ctx, Tensor dy, Tensor dsum) {
  auto saved = ctx->get_saved_variables();
  const Tensor &x = saved[0], &weight = saved[1], &inverse = saved[2];
  if (!dy.defined()) return {dsum, Tensor()};
  dy = dy.contiguous();
  if (dsum.defined()) dsum = dsum.contiguous();
  int64_t width = weight.numel(), rows = inverse.numel(), runs = (rows + RowsOfPartialSum - 1) / RowsOfPartialSum;
  Tensor dx = at::empty_like(x, at::MemoryFormat::Contiguous);
  Tensor partial = at::empty({std::max<int64_t>(runs, 1), width}, inverse.options());
  int64_t row_bytes = width * x.element_size();
  over_rows(runs, RowsOfPartialSum * width, [&](int64_t begin, int64_t end) {
    for (int64_t run = begin; run < end; run++) {
      int64_t first = run * RowsOfPartialSum, at = first * row_bytes;
      kernels().rms_norm_backward(storage_of(x), bytes(x) + at, bytes(weight), inverse.data_ptr<float>() + first, bytes(dy) + at,
                                  dsum.defined() ? bytes(dsum) + at : nullptr, std::min(RowsOfPartialSum, rows - first), width,
                                  bytes(dx) + at, partial.data_ptr<float>() + run * width);
    }
  });
  Tensor dweight = at::zeros({width}, inverse.options());
  float* total = dweight.data_ptr<float>();
  for (int64_t run = 0; run < runs; run++)
    for (int64_t i = 0; i < width; i++) total[i] += partial.data_ptr<float>()[run * width + i];
  return {dx, dweight.to(weight.scalar_type())};
}

struct RmsNorm : torch::autograd::Function<RmsNorm> {
  static Tensor forward(AutogradContext* ctx, const Tensor& x, const Tensor& weight, double eps) {
    return normalise(ctx, x, Tensor(), weight, eps)[0];
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto [dx, dweight] = backward_of(ctx, grads[0], Tensor());
    return {dx, dweight, Tensor()};
  }
};

struct AddRmsNorm : torch::autograd::Function<AddRmsNorm> {
  static variable_list forward(AutogradContext* ctx, const Tensor& x, const Tensor& delta, const Tensor& weight, double eps) {
    return normalise(ctx, x, delta, weight, eps);
  }
  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto [dx, dweight] = backward_of(ctx, grads[1], grads[0]);
    return {dx, dx, dweight, Tensor()};
  }
};

void check_norm(const Tensor& x, const Tensor& weight, const char* op) {
  check(x, op, "x");
  check_same_type(x, weight, op, "weight");
  TORCH_CHECK(x.dim() > 0 && weight.dim() == 1 && weight.size(0) == x.size(-1), op, ": x is ", shape_of(x), " and weight is ", shape_of(weight),
              "; the weight must be as wide as the last dimension of x.");
}

}  // namespace
}  // namespace solar

ST_API int32_t st_fused_rms_norm(Th x, Th weight, double eps, Th* out) {
  return st::guard([&] {
    solar::check_norm(*x, *weight, "RmsNorm");
    *out = st::own(solar::RmsNorm::apply(x->contiguous(), weight->contiguous(), eps));
  });
}

ST_API int32_t st_fused_add_rms_norm(Th x, Th delta, Th weight, double eps, Th* sum, Th* normed) {
  return st::guard([&] {
    solar::check_norm(*x, *weight, "AddRmsNorm");
    solar::check_same_type(*x, *delta, "AddRmsNorm", "delta");
    solar::check_shape(*delta, x->sizes(), "AddRmsNorm", "delta");
    auto both = solar::AddRmsNorm::apply(x->contiguous(), delta->contiguous(), weight->contiguous(), eps);
    *sum = st::own(both[0]);
    *normed = st::own(both[1]);
  });
}
