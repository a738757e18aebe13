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
        public Tensor sub(Tensor target, Scalar alpha) => Made(st_sub_alpha(this, target, alpha.Value, out Tensor made), made);
        public Tensor sub(Scalar scalar) => Made(st_sub_s(this, scalar.Value, out Tensor made), made);
        public Tensor sub_(Tensor target) => Self(st_sub_(this, target));
        public Tensor sub_(Tensor target, Scalar alpha) => Self(st_sub_alpha_(this, target, alpha.Value));
        public Tensor sub_(Scalar scalar) => Self(st_sub_s_(this, scalar.Value));
        public Tensor mul(Tensor target) => Made(st_mul(this, target, out Tensor made), made);
        public Tensor mul(Scalar scalar) => Made(st_mul_s(this, scalar.Value, out Tensor made), made);
        public Tensor mul_(Tensor target) => Self(st_mul_(this, target));
        public Tensor mul_(Scalar scalar) => Self(st_mul_s_(this, scalar.Value));
        public Tensor div(Tensor target) => Made(st_div(this, target, out Tensor made), made);
        public Tensor div(Scalar target) => Made(st_div_s(this, target.Value, out Tensor made), made);
        public Tensor div_(Tensor target) => Self(st_div_(this, target));
        public Tensor div_(Scalar target) => Self(st_div_s_(this, target.Value));
        public Tensor remainder(Tensor other) => Made(st_remainder(this, other, out Tensor made), made);
        public Tensor remainder(Scalar other) => Made(st_remainder_s(this, other.Value, out Tensor made), made);
        public Tensor remainder_(Tensor other) => Self(st_remainder_(this, other));
        public Tensor remainder_(Scalar other) => Self(st_remainder_s_(this, other.Value));
        public Tensor pow(Tensor exponent) => Made(st_pow(this, exponent, out Tensor made), made);
        public Tensor pow(Scalar exponent) => Made(st_pow_s(this, exponent.Value, out Tensor made), made);
        public Tensor pow_(Tensor exponent) => Self(st_pow_(this, exponent));
        public Tensor pow_(Scalar exponent) => Self(st_pow_s_(this, exponent.Value));
        public Tensor floor_divide(Tensor other) => Made(st_floor_divide(this, other, out Tensor made), made);
        public Tensor floor_divide(Scalar other) => Made(st_floor_divide_s(this, other.Value, out Tensor made), made);
        public Tensor eq(Tensor right) => Made(st_eq(this, right, out Tensor made), made);
        public Tensor eq(Scalar right) => Made(st_eq_s(this, right.Value, out Tensor made), made);
        public Tensor ne(Tensor right) => Made(st_ne(this, right, out Tensor made), made);
        public Tensor ne(Scalar right) => Made(st_ne_s(this, right.Value, out Tensor made), made);
        public Tensor lt(Tensor right) => Made(st_lt(this, right, out Tensor made), made);
        public Tensor lt(Scalar right) => Made(st_lt_s(this, right.Value, out Tensor made), made);
        public Tensor le(Tensor right) => Made(st_le(this, right, out Tensor made), made);
        public Tensor le(Scalar right) => Made(st_le_s(this, right.Value, out Tensor made), made);
        public Tensor gt(Tensor right) => Made(st_gt(this, right, out Tensor made), made);
        public Tensor gt(Scalar right) => Made(st_gt_s(this, right.Value, out Tensor made), made);
        public Tensor ge(Tensor right) => Made(st_ge(this, right, out Tensor made), made);
        public Tensor ge(Scalar right) => Made(st_ge_s(this, right.Value, out Tensor made), made);
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
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) => Made(st_isclose(this, other, rtol, atol, equal_nan ? 1 : 0, out Tensor made), made);
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
