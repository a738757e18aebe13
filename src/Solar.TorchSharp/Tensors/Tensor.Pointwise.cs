using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor abs() => Made(st_abs(this, out Tensor made), made);
        public Tensor abs_() => Self(st_abs_(this));
        public Tensor neg() => Made(st_neg(this, out Tensor made), made);
        public Tensor neg_() => Self(st_neg_(this));
        public Tensor exp() => Made(st_exp(this, out Tensor made), made);
        public Tensor exp_() => Self(st_exp_(this));
        public Tensor exp2() => Made(st_exp2(this, out Tensor made), made);
        public Tensor exp2_() => Self(st_exp2_(this));
        public Tensor expm1() => Made(st_expm1(this, out Tensor made), made);
        public Tensor expm1_() => Self(st_expm1_(this));
        public Tensor log() => Made(st_log(this, out Tensor made), made);
        public Tensor log_() => Self(st_log_(this));
        public Tensor log2() => Made(st_log2(this, out Tensor made), made);
        public Tensor log2_() => Self(st_log2_(this));
        public Tensor log10() => Made(st_log10(this, out Tensor made), made);
        public Tensor log10_() => Self(st_log10_(this));
        public Tensor log1p() => Made(st_log1p(this, out Tensor made), made);
        public Tensor log1p_() => Self(st_log1p_(this));
        public Tensor sqrt() => Made(st_sqrt(this, out Tensor made), made);
        public Tensor sqrt_() => Self(st_sqrt_(this));
        public Tensor rsqrt() => Made(st_rsqrt(this, out Tensor made), made);
        public Tensor rsqrt_() => Self(st_rsqrt_(this));
        public Tensor square() => Made(st_square(this, out Tensor made), made);
        internal Tensor square_() => Self(st_square_(this));
        public Tensor reciprocal() => Made(st_reciprocal(this, out Tensor made), made);
        public Tensor reciprocal_() => Self(st_reciprocal_(this));
        public Tensor sin() => Made(st_sin(this, out Tensor made), made);
        public Tensor sin_() => Self(st_sin_(this));
        public Tensor cos() => Made(st_cos(this, out Tensor made), made);
        public Tensor cos_() => Self(st_cos_(this));
        public Tensor tan() => Made(st_tan(this, out Tensor made), made);
        public Tensor tan_() => Self(st_tan_(this));
        public Tensor tanh() => Made(st_tanh(this, out Tensor made), made);
        public Tensor tanh_() => Self(st_tanh_(this));
        public Tensor sigmoid() => Made(st_sigmoid(this, out Tensor made), made);
        public Tensor sigmoid_() => Self(st_sigmoid_(this));
        public Tensor relu() => Made(st_relu(this, out Tensor made), made);
        public Tensor relu_() => Self(st_relu_(this));
        public Tensor erf() => Made(st_erf(this, out Tensor made), made);
        public Tensor erf_() => Self(st_erf_(this));
        public Tensor floor() => Made(st_floor(this, out Tensor made), made);
        public Tensor floor_() => Self(st_floor_(this));
        public Tensor ceil() => Made(st_ceil(this, out Tensor made), made);
        public Tensor ceil_() => Self(st_ceil_(this));
        public Tensor round(long decimals = 0) => Made(st_round_decimals(this, decimals, out Tensor made), made);
        public Tensor round_(long decimals = 0) => Self(st_round_decimals_(this, decimals));
        public Tensor trunc() => Made(st_trunc(this, out Tensor made), made);
        public Tensor trunc_() => Self(st_trunc_(this));
        public Tensor sign() => Made(st_sign(this, out Tensor made), made);
        public Tensor sign_() => Self(st_sign_(this));
        public Tensor isnan() => Made(st_isnan(this, out Tensor made), made);
        public Tensor isinf() => Made(st_isinf(this, out Tensor made), made);
        public Tensor isfinite() => Made(st_isfinite(this, out Tensor made), made);
        public Tensor logical_not() => Made(st_logical_not(this, out Tensor made), made);
        public Tensor bitwise_not() => Made(st_bitwise_not(this, out Tensor made), made);
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Made(st_nan_to_num_bounds(this, nan, posinf ?? 0, posinf is null ? 0 : 1, neginf ?? 0, neginf is null ? 0 : 1, out Tensor made), made);
    }
}
