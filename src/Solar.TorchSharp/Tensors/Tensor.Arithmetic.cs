using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Made(st_add(this, target, out Tensor made), made);
        public Tensor add(Tensor target, Scalar alpha) => Made(st_add_alpha(this, target, alpha.Value, out Tensor made), made);
        public Tensor add(Scalar scalar) => Made(st_add_s(this, scalar.Value, out Tensor made), made);
        public Tensor add_(Tensor target) => Self(st_add_(this, target));
        public Tensor add_(Tensor target, Scalar alpha) => Self(st_add_alpha_(this, target, alpha.Value));
        public Tensor add_(Scalar scalar) => Self(st_add_s_(this, scalar.Value));
        public Tensor sub(Tensor target) => Made(st_sub(this, target, out Tensor made), made);
        public Tensor sub(Scalar target) => Made(st_sub_s(this, target.Value, out Tensor made), made);
        public Tensor sub_(Tensor target) => Self(st_sub_(this, target));
        public Tensor sub_(Scalar target) => Self(st_sub_s_(this, target.Value));
        public Tensor mul(Tensor target) => Made(st_mul(this, target, out Tensor made), made);
        public Tensor mul(Scalar target) => Made(st_mul_s(this, target.Value, out Tensor made), made);
        public Tensor mul_(Tensor target) => Self(st_mul_(this, target));
        public Tensor mul_(Scalar target) => Self(st_mul_s_(this, target.Value));
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Made(st_div_mode(this, target, (int)rounding_mode, out Tensor made), made);
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Made(st_div_mode_s(this, target.Value, (int)rounding_mode, out Tensor made), made);
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Self(st_div_mode_(this, target, (int)rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Self(st_div_mode_s_(this, target.Value, (int)rounding_mode));
        public Tensor remainder(Tensor target) => Made(st_remainder(this, target, out Tensor made), made);
        public Tensor remainder(Scalar scalar) => Made(st_remainder_s(this, scalar.Value, out Tensor made), made);
        public Tensor remainder_(Tensor target) => Self(st_remainder_(this, target));
        public Tensor remainder_(Scalar scalar) => Self(st_remainder_s_(this, scalar.Value));
        public Tensor pow(Tensor exponent) => Made(st_pow(this, exponent, out Tensor made), made);
        public Tensor pow(Scalar exponent) => Made(st_pow_s(this, exponent.Value, out Tensor made), made);
        public Tensor pow_(Tensor exponent) => Self(st_pow_(this, exponent));
        public Tensor pow_(Scalar exponent) => Self(st_pow_s_(this, exponent.Value));
        public Tensor floor_divide(Tensor other) => Made(st_floor_divide(this, other, out Tensor made), made);
        public Tensor floor_divide(Scalar other) => Made(st_floor_divide_s(this, other.Value, out Tensor made), made);
        public Tensor eq(Tensor target) => Made(st_eq(this, target, out Tensor made), made);
        public Tensor eq(Scalar target) => Made(st_eq_s(this, target.Value, out Tensor made), made);
        public Tensor ne(Tensor target) => Made(st_ne(this, target, out Tensor made), made);
        public Tensor ne(Scalar target) => Made(st_ne_s(this, target.Value, out Tensor made), made);
        public Tensor lt(Tensor target) => Made(st_lt(this, target, out Tensor made), made);
        public Tensor lt(Scalar target) => Made(st_lt_s(this, target.Value, out Tensor made), made);
        public Tensor le(Tensor target) => Made(st_le(this, target, out Tensor made), made);
        public Tensor le(Scalar target) => Made(st_le_s(this, target.Value, out Tensor made), made);
        public Tensor gt(Tensor target) => Made(st_gt(this, target, out Tensor made), made);
        public Tensor gt(Scalar target) => Made(st_gt_s(this, target.Value, out Tensor made), made);
        public Tensor ge(Tensor target) => Made(st_ge(this, target, out Tensor made), made);
        public Tensor ge(Scalar target) => Made(st_ge_s(this, target.Value, out Tensor made), made);
        public Tensor bitwise_and(Tensor other) => Made(st_bitwise_and(this, other, out Tensor made), made);
        public Tensor bitwise_or(Tensor other) => Made(st_bitwise_or(this, other, out Tensor made), made);
        public Tensor bitwise_xor(Tensor other) => Made(st_bitwise_xor(this, other, out Tensor made), made);
        public Tensor logical_and(Tensor other) => Made(st_logical_and(this, other, out Tensor made), made);
        public Tensor logical_or(Tensor other) => Made(st_logical_or(this, other, out Tensor made), made);
        public Tensor logical_xor(Tensor other) => Made(st_logical_xor(this, other, out Tensor made), made);
        public Tensor maximum(Tensor other) => Made(st_maximum(this, other, out Tensor made), made);
        public Tensor minimum(Tensor other) => Made(st_minimum(this, other, out Tensor made), made);
        public Tensor logical_and_(Tensor other) => Self(st_logical_and_(this, other));
        public Tensor logical_or_(Tensor other) => Self(st_logical_or_(this, other));
        public Tensor atan2(Tensor other) => Made(st_atan2(this, other, out Tensor made), made);
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) => Made(st_isclose(this, other, rtol, atol, nanEqual ? 1 : 0, out Tensor made), made);
        public Tensor lerp(Tensor end, Tensor weight) => Made(st_lerp(this, end, weight, out Tensor made), made);
        public Tensor lerp_(Tensor end, Tensor weight) => Self(st_lerp_(this, end, weight));
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Made(st_addcmul(this, tensor1, tensor2, value.Value, out Tensor made), made);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Self(st_addcmul_(this, tensor1, tensor2, value.Value));
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Made(st_addcdiv(this, tensor1, tensor2, value.Value, out Tensor made), made);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Self(st_addcdiv_(this, tensor1, tensor2, value.Value));

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Made(st_clamp(this, Bound(min), Bound(max), out Tensor made), made);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Made(st_clamp_t(this, min, max, out Tensor made), made);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Self(st_clamp_(this, Bound(min), Bound(max)));
        public Tensor clamp_min(Scalar min) => clamp(min, null);
        public Tensor clamp_max(Scalar max) => clamp(null, max);

        /// <summary>Element by element, as in TorchSharp; one truth value for the whole is <see cref="allclose"/>.</summary>
        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            Made(st_allclose(this, target, rtol, atol, equal_nan ? 1 : 0, out int close), close) != 0;

        private static Number Bound(Scalar? bound) => bound?.Value ?? new Number(0, -1);
    }
}
