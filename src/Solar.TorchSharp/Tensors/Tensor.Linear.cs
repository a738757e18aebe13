using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor matmul(Tensor target) => Made(st_matmul(this, target, out Tensor made), made);
        public Tensor mm(Tensor target) => Made(st_mm(this, target, out Tensor made), made);
        public Tensor mv(Tensor target) => Made(st_mv(this, target, out Tensor made), made);
        public Tensor bmm(Tensor batch2) => Made(st_bmm(this, batch2, out Tensor made), made);
        public Tensor dot(Tensor target) => Made(st_dot(this, target, out Tensor made), made);
        public Tensor outer(Tensor vec2) => Made(st_outer(this, vec2, out Tensor made), made);
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Made(st_addmm(this, mat1, mat2, beta, alpha, out Tensor made), made);
        public Tensor addmm_(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) => Self(st_addmm_(this, mat1, mat2, beta, alpha));
        public Tensor baddbmm(Tensor batch1, Tensor batch2, float beta = 1, float alpha = 1) => Made(st_baddbmm(this, batch1, batch2, beta, alpha, out Tensor made), made);
    }
}
