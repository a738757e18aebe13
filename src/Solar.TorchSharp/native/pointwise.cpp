// Functions of one number, element by element.
#include "shim.h"

using namespace st;

ST_API int32_t st_abs(Th t, Th* out) { return guard([&] { *out = own(t->abs()); }); }
ST_API int32_t st_abs_(Th t) { return guard([&] { t->abs_(); }); }
ST_API int32_t st_neg(Th t, Th* out) { return guard([&] { *out = own(t->neg()); }); }
ST_API int32_t st_neg_(Th t) { return guard([&] { t->neg_(); }); }
ST_API int32_t st_exp(Th t, Th* out) { return guard([&] { *out = own(t->exp()); }); }
ST_API int32_t st_exp_(Th t) { return guard([&] { t->exp_(); }); }
ST_API int32_t st_exp2(Th t, Th* out) { return guard([&] { *out = own(t->exp2()); }); }
ST_API int32_t st_exp2_(Th t) { return guard([&] { t->exp2_(); }); }
ST_API int32_t st_expm1(Th t, Th* out) { return guard([&] { *out = own(t->expm1()); }); }
ST_API int32_t st_expm1_(Th t) { return guard([&] { t->expm1_(); }); }
ST_API int32_t st_log(Th t, Th* out) { return guard([&] { *out = own(t->log()); }); }
ST_API int32_t st_log_(Th t) { return guard([&] { t->log_(); }); }
ST_API int32_t st_log2(Th t, Th* out) { return guard([&] { *out = own(t->log2()); }); }
ST_API int32_t st_log2_(Th t) { return guard([&] { t->log2_(); }); }
ST_API int32_t st_log10(Th t, Th* out) { return guard([&] { *out = own(t->log10()); }); }
ST_API int32_t st_log10_(Th t) { return guard([&] { t->log10_(); }); }
ST_API int32_t st_log1p(Th t, Th* out) { return guard([&] { *out = own(t->log1p()); }); }
ST_API int32_t st_log1p_(Th t) { return guard([&] { t->log1p_(); }); }
ST_API int32_t st_sqrt(Th t, Th* out) { return guard([&] { *out = own(t->sqrt()); }); }
ST_API int32_t st_sqrt_(Th t) { return guard([&] { t->sqrt_(); }); }
ST_API int32_t st_rsqrt(Th t, Th* out) { return guard([&] { *out = own(t->rsqrt()); }); }
ST_API int32_t st_rsqrt_(Th t) { return guard([&] { t->rsqrt_(); }); }
ST_API int32_t st_square(Th t, Th* out) { return guard([&] { *out = own(t->square()); }); }
ST_API int32_t st_square_(Th t) { return guard([&] { t->square_(); }); }
ST_API int32_t st_reciprocal(Th t, Th* out) { return guard([&] { *out = own(t->reciprocal()); }); }
ST_API int32_t st_reciprocal_(Th t) { return guard([&] { t->reciprocal_(); }); }
ST_API int32_t st_sin(Th t, Th* out) { return guard([&] { *out = own(t->sin()); }); }
ST_API int32_t st_sin_(Th t) { return guard([&] { t->sin_(); }); }
ST_API int32_t st_cos(Th t, Th* out) { return guard([&] { *out = own(t->cos()); }); }
ST_API int32_t st_cos_(Th t) { return guard([&] { t->cos_(); }); }
ST_API int32_t st_tan(Th t, Th* out) { return guard([&] { *out = own(t->tan()); }); }
ST_API int32_t st_tan_(Th t) { return guard([&] { t->tan_(); }); }
ST_API int32_t st_tanh(Th t, Th* out) { return guard([&] { *out = own(t->tanh()); }); }
ST_API int32_t st_tanh_(Th t) { return guard([&] { t->tanh_(); }); }
ST_API int32_t st_sigmoid(Th t, Th* out) { return guard([&] { *out = own(t->sigmoid()); }); }
ST_API int32_t st_sigmoid_(Th t) { return guard([&] { t->sigmoid_(); }); }
ST_API int32_t st_relu(Th t, Th* out) { return guard([&] { *out = own(t->relu()); }); }
ST_API int32_t st_relu_(Th t) { return guard([&] { t->relu_(); }); }
ST_API int32_t st_erf(Th t, Th* out) { return guard([&] { *out = own(t->erf()); }); }
ST_API int32_t st_erf_(Th t) { return guard([&] { t->erf_(); }); }
ST_API int32_t st_floor(Th t, Th* out) { return guard([&] { *out = own(t->floor()); }); }
ST_API int32_t st_floor_(Th t) { return guard([&] { t->floor_(); }); }
ST_API int32_t st_ceil(Th t, Th* out) { return guard([&] { *out = own(t->ceil()); }); }
ST_API int32_t st_ceil_(Th t) { return guard([&] { t->ceil_(); }); }
ST_API int32_t st_round(Th t, Th* out) { return guard([&] { *out = own(t->round()); }); }
ST_API int32_t st_round_(Th t) { return guard([&] { t->round_(); }); }
ST_API int32_t st_trunc(Th t, Th* out) { return guard([&] { *out = own(t->trunc()); }); }
ST_API int32_t st_trunc_(Th t) { return guard([&] { t->trunc_(); }); }
ST_API int32_t st_sign(Th t, Th* out) { return guard([&] { *out = own(t->sign()); }); }
ST_API int32_t st_sign_(Th t) { return guard([&] { t->sign_(); }); }
ST_API int32_t st_isnan(Th t, Th* out) { return guard([&] { *out = own(t->isnan()); }); }
ST_API int32_t st_isinf(Th t, Th* out) { return guard([&] { *out = own(t->isinf()); }); }
ST_API int32_t st_isfinite(Th t, Th* out) { return guard([&] { *out = own(t->isfinite()); }); }
ST_API int32_t st_logical_not(Th t, Th* out) { return guard([&] { *out = own(t->logical_not()); }); }
ST_API int32_t st_bitwise_not(Th t, Th* out) { return guard([&] { *out = own(t->bitwise_not()); }); }
ST_API int32_t st_nan_to_num(Th t, double nan, Th* out) { return guard([&] { *out = own(t->nan_to_num(nan)); }); }
