using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor add(Tensor left, Tensor target) => left.add(target);
    public static Tensor add(Tensor left, Tensor target, Scalar alpha) => left.add(target, alpha);
    public static Tensor add(Tensor left, Scalar scalar) => left.add(scalar);
    public static Tensor sub(Tensor left, Tensor target) => left.sub(target);
    public static Tensor sub(Tensor left, Tensor target, Scalar alpha) => left.sub(target, alpha);
    public static Tensor sub(Tensor left, Scalar scalar) => left.sub(scalar);
    public static Tensor mul(Tensor left, Tensor target) => left.mul(target);
    public static Tensor mul(Tensor left, Scalar scalar) => left.mul(scalar);
    public static Tensor div(Tensor left, Tensor target) => left.div(target);
    public static Tensor div(Tensor left, Scalar target) => left.div(target);
    public static Tensor remainder(Tensor left, Tensor other) => left.remainder(other);
    public static Tensor remainder(Tensor left, Scalar other) => left.remainder(other);
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);
    public static Tensor floor_divide(Tensor left, Tensor other) => left.floor_divide(other);
    public static Tensor floor_divide(Tensor left, Scalar other) => left.floor_divide(other);
    public static Tensor eq(Tensor left, Tensor right) => left.eq(right);
    public static Tensor eq(Tensor left, Scalar right) => left.eq(right);
    public static Tensor ne(Tensor left, Tensor right) => left.ne(right);
    public static Tensor ne(Tensor left, Scalar right) => left.ne(right);
    public static Tensor lt(Tensor left, Tensor right) => left.lt(right);
    public static Tensor lt(Tensor left, Scalar right) => left.lt(right);
    public static Tensor le(Tensor left, Tensor right) => left.le(right);
    public static Tensor le(Tensor left, Scalar right) => left.le(right);
    public static Tensor gt(Tensor left, Tensor right) => left.gt(right);
    public static Tensor gt(Tensor left, Scalar right) => left.gt(right);
    public static Tensor ge(Tensor left, Tensor right) => left.ge(right);
    public static Tensor ge(Tensor left, Scalar right) => left.ge(right);
    public static Tensor bitwise_and(Tensor left, Tensor other) => left.bitwise_and(other);
    public static Tensor bitwise_or(Tensor left, Tensor other) => left.bitwise_or(other);
    public static Tensor bitwise_xor(Tensor left, Tensor other) => left.bitwise_xor(other);
    public static Tensor logical_and(Tensor left, Tensor other) => left.logical_and(other);
    public static Tensor logical_or(Tensor left, Tensor other) => left.logical_or(other);
    public static Tensor logical_xor(Tensor left, Tensor other) => left.logical_xor(other);
    public static Tensor maximum(Tensor left, Tensor other) => left.maximum(other);
    public static Tensor minimum(Tensor left, Tensor other) => left.minimum(other);
    public static Tensor atan2(Tensor left, Tensor other) => left.atan2(other);
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) => tensor.isclose(other, rtol, atol, equal_nan);
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);
    public static Tensor pow(Scalar self, Tensor exponent) => Made(st_rpow_s(exponent, self.Value, out Tensor made), made);
    public static bool allclose(Tensor input, Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) => input.allclose(other, rtol, atol, equal_nan);
}
