// Many numbers to fewer: sums, means, extremes, order, samples.
#include "shim.h"

using namespace st;

ST_API int32_t st_sum(Th t, int32_t type, Th* out) { return guard([&] { *out = own(t->sum(type_or_none(type))); }); }
ST_API int32_t st_sum_dims(Th t, const int64_t* dim, int32_t dim_count, int32_t keepdim, int32_t type, Th* out) { return guard([&] { *out = own(t->sum(ints(dim, dim_count), keepdim != 0, type_or_none(type))); }); }
ST_API int32_t st_mean(Th t, Th* out) { return guard([&] { *out = own(t->mean()); }); }
ST_API int32_t st_mean_dims(Th t, const int64_t* dimensions, int32_t dimensions_count, int32_t keepdim, int32_t type, Th* out) { return guard([&] { *out = own(t->mean(ints(dimensions, dimensions_count), keepdim != 0, type_or_none(type))); }); }
ST_API int32_t st_var(Th t, int32_t unbiased, Th* out) { return guard([&] { *out = own(t->var(unbiased != 0)); }); }
ST_API int32_t st_var_dims(Th t, const int64_t* dimensions, int32_t dimensions_count, int32_t unbiased, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->var(ints(dimensions, dimensions_count), unbiased != 0, keepdim != 0)); }); }
ST_API int32_t st_std(Th t, int32_t unbiased, Th* out) { return guard([&] { *out = own(t->std(unbiased != 0)); }); }
ST_API int32_t st_std_dims(Th t, const int64_t* dimensions, int32_t dimensions_count, int32_t unbiased, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->std(ints(dimensions, dimensions_count), unbiased != 0, keepdim != 0)); }); }
ST_API int32_t st_prod(Th t, int32_t type, Th* out) { return guard([&] { *out = own(t->prod(type_or_none(type))); }); }
ST_API int32_t st_prod_dim(Th t, int64_t dim, int32_t keepdim, int32_t type, Th* out) { return guard([&] { *out = own(t->prod(dim, keepdim != 0, type_or_none(type))); }); }
ST_API int32_t st_max(Th t, Th* out) { return guard([&] { *out = own(t->max()); }); }
ST_API int32_t st_max_dim(Th t, int64_t dim, int32_t keepdim, Th* out, Th* second) { return guard([&] { auto both = t->max(dim, keepdim != 0); *out = own(std::get<0>(both)); *second = own(std::get<1>(both)); }); }
ST_API int32_t st_min(Th t, Th* out) { return guard([&] { *out = own(t->min()); }); }
ST_API int32_t st_min_dim(Th t, int64_t dim, int32_t keepdim, Th* out, Th* second) { return guard([&] { auto both = t->min(dim, keepdim != 0); *out = own(std::get<0>(both)); *second = own(std::get<1>(both)); }); }
ST_API int32_t st_amax(Th t, const int64_t* dims, int32_t dims_count, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->amax(ints(dims, dims_count), keepdim != 0)); }); }
ST_API int32_t st_amin(Th t, const int64_t* dims, int32_t dims_count, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->amin(ints(dims, dims_count), keepdim != 0)); }); }
ST_API int32_t st_argmax(Th t, Th* out) { return guard([&] { *out = own(t->argmax()); }); }
ST_API int32_t st_argmax_dim(Th t, int64_t dim, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->argmax(dim, keepdim != 0)); }); }
ST_API int32_t st_argmin(Th t, Th* out) { return guard([&] { *out = own(t->argmin()); }); }
ST_API int32_t st_argmin_dim(Th t, int64_t dim, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->argmin(dim, keepdim != 0)); }); }
ST_API int32_t st_argsort(Th t, int64_t dim, int32_t descending, Th* out) { return guard([&] { *out = own(t->argsort(dim, descending != 0)); }); }
ST_API int32_t st_logsumexp(Th t, int64_t dim, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->logsumexp(dim, keepdim != 0)); }); }
ST_API int32_t st_all(Th t, Th* out) { return guard([&] { *out = own(t->all()); }); }
ST_API int32_t st_all_dim(Th t, int64_t dim, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->all(dim, keepdim != 0)); }); }
ST_API int32_t st_any(Th t, Th* out) { return guard([&] { *out = own(t->any()); }); }
ST_API int32_t st_any_dim(Th t, int64_t dim, int32_t keepdim, Th* out) { return guard([&] { *out = own(t->any(dim, keepdim != 0)); }); }
ST_API int32_t st_count_nonzero(Th t, Th* out) { return guard([&] { *out = own(t->count_nonzero()); }); }
ST_API int32_t st_nonzero(Th t, Th* out) { return guard([&] { *out = own(t->nonzero()); }); }
ST_API int32_t st_cumsum(Th t, int64_t dim, int32_t type, Th* out) { return guard([&] { *out = own(t->cumsum(dim, type_or_none(type))); }); }
ST_API int32_t st_cumprod(Th t, int64_t dim, int32_t type, Th* out) { return guard([&] { *out = own(t->cumprod(dim, type_or_none(type))); }); }
ST_API int32_t st_topk(Th t, int64_t k, int64_t dim, int32_t largest, int32_t sorted, Th* out, Th* second) { return guard([&] { auto both = t->topk(k, dim, largest != 0, sorted != 0); *out = own(std::get<0>(both)); *second = own(std::get<1>(both)); }); }
ST_API int32_t st_sort(Th t, int64_t dim, int32_t descending, int32_t stable, Th* out, Th* second) { return guard([&] { auto both = t->sort(optional<bool>(stable != 0), dim, descending != 0); *out = own(std::get<0>(both)); *second = own(std::get<1>(both)); }); }
ST_API int32_t st_kthvalue(Th t, int64_t k, int64_t dim, int32_t keepdim, Th* out, Th* second) { return guard([&] { auto both = t->kthvalue(k, dim, keepdim != 0); *out = own(std::get<0>(both)); *second = own(std::get<1>(both)); }); }
ST_API int32_t st_median(Th t, Th* out) { return guard([&] { *out = own(t->median()); }); }
ST_API int32_t st_bincount(Th t, Th weights, int64_t minlength, Th* out) { return guard([&] { *out = own(t->bincount(maybe(weights), minlength)); }); }
ST_API int32_t st_norm_dims(Th t, const int64_t* dimensions, int32_t dimensions_count, int32_t keepdim, double p, Th* out) { return guard([&] { *out = own(t->norm(at::Scalar(p), ints(dimensions, dimensions_count), keepdim != 0)); }); }
ST_API int32_t st_norm(Th t, double p, Th* out) { return guard([&] { *out = own(t->norm(at::Scalar(p))); }); }
