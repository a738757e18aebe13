using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Made(st_sum(this, Code(type), out Tensor made), made);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Made(st_sum_dims(this, dim, dim.Length, keepdim ? 1 : 0, Code(type), out Tensor made), made);
        public Tensor mean() => Made(st_mean(this, out Tensor made), made);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Made(st_mean_dims(this, dimensions, dimensions.Length, keepdim ? 1 : 0, Code(type), out Tensor made), made);
        public Tensor var(bool unbiased = true) => Made(st_var(this, unbiased ? 1 : 0, out Tensor made), made);
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Made(st_var_dims(type is { } wanted ? to(wanted) : this, dimensions, dimensions.Length, unbiased ? 1 : 0, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor std(bool unbiased = true) => Made(st_std(this, unbiased ? 1 : 0, out Tensor made), made);
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Made(st_std_dims(type is { } wanted ? to(wanted) : this, dimensions, dimensions.Length, unbiased ? 1 : 0, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor prod(ScalarType? type = null) => Made(st_prod(this, Code(type), out Tensor made), made);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Made(st_prod_dim(this, dim, keepdim ? 1 : 0, Code(type), out Tensor made), made);
        public Tensor max() => Made(st_max(this, out Tensor made), made);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Made(st_max_dim(this, dim, keepdim ? 1 : 0, out Tensor values, out Tensor indexes), (values, indexes));
        public Tensor min() => Made(st_min(this, out Tensor made), made);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Made(st_min_dim(this, dim, keepdim ? 1 : 0, out Tensor values, out Tensor indexes), (values, indexes));
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Made(st_amax(this, dims, dims.Length, keepdim ? 1 : 0, out Tensor made), made));
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Made(st_amin(this, dims, dims.Length, keepdim ? 1 : 0, out Tensor made), made));
        public Tensor argmax() => Made(st_argmax(this, out Tensor made), made);
        public Tensor argmax(long dim, bool keepdim = false) => Made(st_argmax_dim(this, dim, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor argmin() => Made(st_argmin(this, out Tensor made), made);
        public Tensor argmin(long dim, bool keepdim = false) => Made(st_argmin_dim(this, dim, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor argsort(long dim = -1, bool descending = false) => Made(st_argsort(this, dim, descending ? 1 : 0, out Tensor made), made);
        public Tensor logsumexp(long dim, bool keepdim = false) => Made(st_logsumexp(this, dim, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor all() => Made(st_all(this, out Tensor made), made);
        public Tensor all(long dim, bool keepdim = false) => Made(st_all_dim(this, dim, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor any() => Made(st_any(this, out Tensor made), made);
        public Tensor any(long dim, bool keepdim = false) => Made(st_any_dim(this, dim, keepdim ? 1 : 0, out Tensor made), made);
        public Tensor count_nonzero(long[]? dims = null) => Made(st_count_nonzero_dims(this, dims ?? [], dims?.Length ?? 0, out Tensor made), made);
        public Tensor nonzero() => Made(st_nonzero(this, out Tensor made), made);
        public Tensor cumsum(long dim, ScalarType? type = null) => Made(st_cumsum(this, dim, Code(type), out Tensor made), made);
        public Tensor cumprod(long dim, ScalarType? type = null) => Made(st_cumprod(this, dim, Code(type), out Tensor made), made);
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) => Made(st_topk(this, k, dim, largest ? 1 : 0, sorted ? 1 : 0, out Tensor values, out Tensor indexes), (values, indexes));
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => Made(st_sort(this, dim, descending ? 1 : 0, stable ? 1 : 0, out Tensor values, out Tensor indexes), (values, indexes));
        public (Tensor values, Tensor indexes) kthvalue(long k, long? dim, bool keepdim = false) => Made(st_kthvalue(this, k, dim ?? -1, keepdim ? 1 : 0, out Tensor values, out Tensor indexes), (values, indexes));
        public Tensor median() => Made(st_median(this, out Tensor made), made);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Made(st_bincount(this, weights, minlength, out Tensor made), made);
        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Made(st_norm_dims(this, [dim], 1, keepdim ? 1 : 0, p, out Tensor made), made);
        public Tensor norm(float p = 2f) => Made(st_norm(this, p, out Tensor made), made);

        private static Tensor Into(Tensor? destination, Tensor made)
        {
            if (destination is null) return made;
            using (made) return destination.copy_(made);
        }
    }
}
