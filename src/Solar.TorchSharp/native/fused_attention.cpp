// Causal attention with grouped queries for training: query t sees the keys first[t] <= s <= t of its own sequence, and
// those of its beginning that are shared.
#include <vector>

#include "fused.h"

namespace solar {
namespace {

Heads heads_of(const Tensor& t) { return {t.data_ptr(), t.stride(0), t.stride(1), t.stride(2)}; }

// Some of the heads of a [B, T, all heads * D] tensor.
Heads slice_of(const Tensor& t, int64_t first_head, int64_t width) {
  return {bytes(t) + first_head * width * t.element_size(), t.stride(0), t.stride(1), width};
}

struct Shape {
  int64_t batch, tokens, heads, key_heads, width;
  double scale;
};

const long long* integers(const Tensor& t) { return t.defined() ? reinterpret_cast<const long long*>(t.data_ptr<int64_t>()) : nullptr; }

Attention describe(const Shape& s, const Tensor& like, const Tensor& cosine, const Tensor& sine, const Tensor& first, const Tensor& shared, const Tensor& log_sum) {
  Attention p{};
  p.storage = storage_of(like);
  p.tokens = s.tokens;
  p.heads = s.heads;
  p.key_heads = s.key_heads;
  p.width = s.width;
  p.scale = static_cast<float>(s.scale);
  p.cosine = cosine.defined() ? cosine.data_ptr<float>() : nullptr;
  p.sine = sine.defined() ? sine.data_ptr<float>() : nullptr;
  p.angles = cosine.defined() && cosine.dim() == 3 ? s.tokens : 0;
  p.first = integers(first);
  p.shared = integers(shared);
  p.log_sum = log_sum.data_ptr<float>();
  return p;
}

// Every (sequence, key head) by itself: no sum crosses them, so the bits do not depend on the number of threads.
void run(const Attention& p, int64_t batch, bool backward) {
  at::parallel_for(0, batch * p.key_heads, 1, [&](int64_t begin, int64_t end) {
    Scratch scratch(kernels().attention_scratch(p, backward));
    for (int64_t i = begin; i < end; i++) {
      auto kernel = backward ? kernels().attention_backward : kernels().attention;
      kernel(p, i / p.key_heads, i % p.key_heads, scratch.data.get());
    }
  });
}

Tensor attend(const Shape& s, Attention p, const Tensor& out) {
  p.out = heads_of(out);
  run(p, s.batch, false);
  return out;
}

struct CausalAttention : torch::autograd::Function<CausalAttention> {
  static Tensor forward(AutogradContext* ctx, const Tensor& q, const Tensor& k, const Tensor& v, const st::optional<Tensor>& first_visible, double scale) {
    Tensor first = first_visible.value_or(Tensor());
    Shape s{q.size(0), q.size(1), q.size(2), k.size(2), q.size(3), scale};
    Tensor out = at::empty(q.sizes(), q.options());
    Tensor log_sum = at::empty({s.batch, s.heads, s.tokens}, q.options().dtype(at::kFloat));
    Attention p = describe(s, q, Tensor(), Tensor(), first, Tensor(), log_sum);
    p.q = heads_of(q), p.k = heads_of(k), p.v = heads_of(v);
    attend(s, p, out);
    ctx->save_for_backward({q, k, v, first, out, log_sum});
    ctx->saved_data["scale"] = scale;
    return out;
  }

  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    const Tensor &q = saved[0], &k = saved[1], &v = saved[2], &out = saved[4];
    Tensor dout = grads[0].contiguous();
    Shape s{q.size(0), q.size(1), q.size(2), k.size(2), q.size(3), ctx->saved_data["scale"].toDouble()};
    Attention p = describe(s, q, Tensor(), Tensor(), saved[3], Tensor(), saved[5]);
    Tensor dq = at::empty(q.sizes(), q.options()), dk = at::empty(k.sizes(), k.options()), dv = at::empty(v.sizes(), v.options());
    p.q = heads_of(q), p.k = heads_of(k), p.v = heads_of(v), p.out = heads_of(out);
    p.dq = heads_of(dq), p.dk = heads_of(dk), p.dv = heads_of(dv), p.dout = heads_of(dout);
    run(p, s.batch, true);
    return {dq, dk, dv, Tensor(), Tensor()};
  }
};

// The same from one [B, T, (A + 2K) D] tensor, queries and keys rotated on the way in and their gradients on the way out.
struct RotaryAttention : torch::autograd::Function<RotaryAttention> {
  static Attention parts(const Shape& s, Attention p, const Tensor& qkv) {
    p.q = slice_of(qkv, 0, s.width);
    p.k = slice_of(qkv, s.heads, s.width);
    p.v = slice_of(qkv, s.heads + s.key_heads, s.width);
    return p;
  }

  static Tensor forward(AutogradContext* ctx, const Tensor& qkv, const Tensor& cosine, const Tensor& sine, const st::optional<Tensor>& first_visible,
                        const st::optional<Tensor>& shared_keys, int64_t heads, int64_t key_heads, double scale) {
    Tensor first = first_visible.value_or(Tensor()), shared = shared_keys.value_or(Tensor());
    Shape s{qkv.size(0), qkv.size(1), heads, key_heads, qkv.size(2) / (heads + 2 * key_heads), scale};
    Tensor out = at::empty({s.batch, s.tokens, heads, s.width}, qkv.options());
    Tensor log_sum = at::empty({s.batch, heads, s.tokens}, qkv.options().dtype(at::kFloat));
    attend(s, parts(s, describe(s, qkv, cosine, sine, first, shared, log_sum), qkv), out);
    out = out.view({s.batch, s.tokens, heads * s.width});
    ctx->save_for_backward({qkv, cosine, sine, first, shared, out, log_sum});
    ctx->saved_data["heads"] = heads;
    ctx->saved_data["key_heads"] = key_heads;
    ctx->saved_data["scale"] = scale;
    return out;
  }

  static variable_list backward(AutogradContext* ctx, variable_list grads) {
    auto saved = ctx->get_saved_variables();
    const Tensor& qkv = saved[0];
    int64_t heads = ctx->saved_data["heads"].toInt(), key_heads = ctx->saved_data["key_heads"].toInt();
    Shape s{qkv.size(0), qkv.size(1), heads, key_heads, qkv.size(2) / (heads + 2 * key_heads), ctx->saved_data["scale"].toDouble()};
    std::vector<int64_t> split{s.batch, s.tokens, heads, s.width};
    Tensor dout = grads[0].contiguous().view(split), out = saved[5].view(split), dqkv = at::empty(qkv.sizes(), qkv.options());
    Attention p = parts(s, describe(s, qkv, saved[1], saved[2], saved[3], saved[4], saved[6]), qkv);
    p.out = heads_of(out), p.dout = heads_of(dout);
    p.dq = slice_of(dqkv, 0, s.width);
    p.dk = slice_of(dqkv, s.heads, s.width);
    p.dv = slice_of(dqkv, s.heads + s.key_heads, s.width);
    run(p, s.batch, true);
    return {dqkv, Tensor(), Tensor(), Tensor(), Tensor(), Tensor(), Tensor(), Tensor()};
  }
};

void check_first(const Tensor& first, int64_t batch, int64_t tokens, const char* op) {
  if (!first.defined()) return;
  TORCH_CHECK(first.device().is_cpu() && first.scalar_type() == at::kLong, op, ": firstVisible is ", c10::toString(first.scalar_type()), " on ", first.device().str(), ", expected Long on the CPU.");
  check_shape(first, {batch, tokens}, op, "firstVisible");
}

void check_shared(const Tensor& shared, int64_t batch, int64_t tokens, const char* op) {
  if (!shared.defined()) return;
  TORCH_CHECK(shared.device().is_cpu() && shared.scalar_type() == at::kLong, op, ": shared is ", c10::toString(shared.scalar_type()), " on ", shared.device().str(), ", expected Long on the CPU.");
  check_shape(shared, {batch}, op, "shared");
  TORCH_CHECK(batch == 0 || (shared.min().item<int64_t>() >= 0 && shared.max().item<int64_t>() <= tokens), op, ": shared has ", shared.min().item<int64_t>(), " to ", shared.max().item<int64_t>(), " keys of ", tokens, ".");
}

// [T, D / 2], or [B, T, D / 2] where the sequences stand at positions of their own.
Tensor angles_of_rows(const Tensor& t, int64_t batch, int64_t tokens, int64_t width, const char* op, const char* name) {
  if (t.dim() != 3) return angles(t, tokens, width, op, name);
  check(t, op, name);
  check_shape(t, {batch, tokens, width / 2}, op, name);
  return t.to(at::kFloat).contiguous();
}

Tensor dense_rows(const Tensor& t) { return t.stride(-1) == 1 || t.size(-1) == 1 ? t : t.contiguous(); }

st::optional<Tensor> contiguous_or_none(Th t) { return t ? st::optional<Tensor>(t->contiguous()) : st::optional<Tensor>(); }

}  // namespace
}  // namespace solar

ST_API int32_t st_fused_causal_attention(Th q, Th k, Th v, Th first, double scale, Th* out) {
  return st::guard([&] {
    const char* op = "CausalAttention";
    solar::check(*q, op, "q");
    solar::check_same_type(*q, *k, op, "k");
    solar::check_same_type(*q, *v, op, "v");
    TORCH_CHECK(q->dim() == 4 && k->dim() == 4, op, ": q is ", solar::shape_of(*q), " and k is ", solar::shape_of(*k), ", expected [B, T, A, D] and [B, T, K, D].");
    solar::check_shape(*k, {q->size(0), q->size(1), k->size(2), q->size(3)}, op, "k");
    solar::check_shape(*v, k->sizes(), op, "v");
    TORCH_CHECK(k->size(2) > 0 && q->size(2) % k->size(2) == 0, op, ": ", q->size(2), " query heads cannot share ", k->size(2), " key/value heads evenly.");
    solar::check_first(st::or_undefined(first), q->size(0), q->size(1), op);
    *out = st::own(solar::CausalAttention::apply(solar::dense_rows(*q), solar::dense_rows(*k), solar::dense_rows(*v), solar::contiguous_or_none(first), scale));
  });
}

ST_API int32_t st_fused_rotary_attention(Th qkv, Th cosine, Th sine, Th first, Th shared, int64_t heads, int64_t key_heads, double scale, Th* out) {
  return st::guard([&] {
    const char* op = "RotaryAttention";
    solar::check(*qkv, op, "qkv");
    TORCH_CHECK(heads > 0 && key_heads > 0 && heads % key_heads == 0, op, ": ", heads, " query heads cannot share ", key_heads, " key/value heads evenly.");
    TORCH_CHECK(qkv->dim() == 3 && qkv->size(2) % (heads + 2 * key_heads) == 0, op, ": qkv is ", solar::shape_of(*qkv), ", expected [B, T, (", heads, " + 2 * ", key_heads, ") * D].");
    int64_t width = qkv->size(2) / (heads + 2 * key_heads);
    TORCH_CHECK(width % 2 == 0, op, ": a head is ", width, " wide; rotation needs an even width.");
    int64_t batch = qkv->size(0), tokens = qkv->size(1);
    auto cosines = solar::angles_of_rows(*cosine, batch, tokens, width, op, "cosine");
    auto sines = solar::angles_of_rows(*sine, batch, tokens, width, op, "sine");
    solar::check_shape(sines, cosines.sizes(), op, "sine");
    solar::check_first(st::or_undefined(first), batch, tokens, op);
    solar::check_shared(st::or_undefined(shared), batch, tokens, op);
    *out = st::own(solar::RotaryAttention::apply(solar::dense_rows(*qkv), cosines, sines, solar::contiguous_or_none(first), solar::contiguous_or_none(shared), heads, key_heads, scale));
  });
}
