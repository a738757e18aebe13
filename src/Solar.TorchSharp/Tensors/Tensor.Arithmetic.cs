using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Made(st_add(this, target, out Tensor made), made);
        public Tensor add(Scalar scalar) => Made(st_add_s(this, scalar.Value, out Tensor made), made);
        public Tensor sub(Tensor target) => Made(st_sub(this, target, out Tensor made), made);
        public Tensor sub(Scalar scalar) => Made(st_sub_s(this, scalar.Value, out Tensor made), made);
        public Tensor mul(Tensor target) => Made(st_mul(this, target, out Tensor made), made);
        public Tensor mul(Scalar scalar) => Made(st_mul_s(this, scalar.Value, out Tensor made), made);
        public Tensor div(Tensor target) => Made(st_div(this, target, out Tensor made), made);
        public Tensor div(Scalar scalar) => Made(st_div_s(this, scalar.Value, out Tensor made), made);
        public Tensor matmul(Tensor target) => Made(st_matmul(this, target, out Tensor made), made);
        public Tensor sum(ScalarType? type = null) => Made(st_sum(this, (int)(type ?? (ScalarType)(-1)), out Tensor made), made);

        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);
    }
}
