using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_sum(Tensor t, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_sum_dims(Tensor t, ReadOnlySpan<long> dim, int dim_count, int keepdim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mean(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_mean_dims(Tensor t, ReadOnlySpan<long> dimensions, int dimensions_count, int keepdim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_var(Tensor t, int unbiased, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_var_dims(Tensor t, ReadOnlySpan<long> dimensions, int dimensions_count, int unbiased, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_std(Tensor t, int unbiased, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_std_dims(Tensor t, ReadOnlySpan<long> dimensions, int dimensions_count, int unbiased, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_prod(Tensor t, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_prod_dim(Tensor t, long dim, int keepdim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_max(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_max_dim(Tensor t, long dim, int keepdim, out Tensor result, out Tensor second);
    [LibraryImport(Library)] internal static partial int st_min(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_min_dim(Tensor t, long dim, int keepdim, out Tensor result, out Tensor second);
    [LibraryImport(Library)] internal static partial int st_amax(Tensor t, ReadOnlySpan<long> dims, int dims_count, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_amin(Tensor t, ReadOnlySpan<long> dims, int dims_count, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_argmax(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_argmax_dim(Tensor t, long dim, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_argmin(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_argmin_dim(Tensor t, long dim, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_argsort(Tensor t, long dim, int descending, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_logsumexp(Tensor t, long dim, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_all(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_all_dim(Tensor t, long dim, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_any(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_any_dim(Tensor t, long dim, int keepdim, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_count_nonzero(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_nonzero(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_cumsum(Tensor t, long dim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_cumprod(Tensor t, long dim, int type, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_topk(Tensor t, long k, long dim, int largest, int sorted, out Tensor result, out Tensor second);
    [LibraryImport(Library)] internal static partial int st_sort(Tensor t, long dim, int descending, int stable, out Tensor result, out Tensor second);
    [LibraryImport(Library)] internal static partial int st_kthvalue(Tensor t, long k, long dim, int keepdim, out Tensor result, out Tensor second);
    [LibraryImport(Library)] internal static partial int st_median(Tensor t, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_bincount(Tensor t, [MarshalUsing(typeof(OptionalTensor))] Tensor? weights, long minlength, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_norm_dims(Tensor t, ReadOnlySpan<long> dimensions, int dimensions_count, int keepdim, double p, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_norm(Tensor t, double p, out Tensor result);
}
