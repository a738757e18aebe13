// Two tensors, or a tensor and a number, element by element.
#include "shim.h"

#include <ATen/ops/rsub.h>

using namespace st;

ST_API int32_t st_add(Th t, Th target, Th* out) { return guard([&] { *out = own(t->add(*target)); }); }
ST_API int32_t st_add_alpha(Th t, Th target, Number alpha, Th* out) { return guard([&] { *out = own(t->add(*target, alpha.scalar())); }); }
ST_API int32_t st_add_s(Th t, Number scalar, Th* out) { return guard([&] { *out = own(t->add(scalar.scalar())); }); }
ST_API int32_t st_add_(Th t, Th target) { return guard([&] { t->add_(*target); }); }
ST_API int32_t st_add_alpha_(Th t, Th target, Number alpha) { return guard([&] { t->add_(*target, alpha.scalar()); }); }
ST_API int32_t st_add_s_(Th t, Number scalar) { return guard([&] { t->add_(scalar.scalar()); }); }
ST_API int32_t st_sub(Th t, Th target, Th* out) { return guard([&] { *out = own(t->sub(*target)); }); }
ST_API int32_t st_sub_alpha(Th t, Th target, Number alpha, Th* out) { return guard([&] { *out = own(t->sub(*target, alpha.scalar())); }); }
ST_API int32_t st_sub_s(Th t, Number scalar, Th* out) { return guard([&] { *out = own(t->sub(scalar.scalar())); }); }
ST_API int32_t st_sub_(Th t, Th target) { return guard([&] { t->sub_(*target); }); }
ST_API int32_t st_sub_alpha_(Th t, Th target, Number alpha) { return guard([&] { t->sub_(*target, alpha.scalar()); }); }
ST_API int32_t st_sub_s_(Th t, Number scalar) { return guard([&] { t->sub_(scalar.scalar()); }); }
ST_API int32_t st_mul(Th t, Th target, Th* out) { return guard([&] { *out = own(t->mul(*target)); }); }
ST_API int32_t st_mul_s(Th t, Number scalar, Th* out) { return guard([&] { *out = own(t->mul(scalar.scalar())); }); }
ST_API int32_t st_mul_(Th t, Th target) { return guard([&] { t->mul_(*target); }); }
ST_API int32_t st_mul_s_(Th t, Number scalar) { return guard([&] { t->mul_(scalar.scalar()); }); }
ST_API int32_t st_div(Th t, Th target, Th* out) { return guard([&] { *out = own(t->div(*target)); }); }
ST_API int32_t st_div_s(Th t, Number target, Th* out) { return guard([&] { *out = own(t->div(target.scalar())); }); }
ST_API int32_t st_div_(Th t, Th target) { return guard([&] { t->div_(*target); }); }
ST_API int32_t st_div_s_(Th t, Number target) { return guard([&] { t->div_(target.scalar()); }); }
ST_API int32_t st_remainder(Th t, Th other, Th* out) { return guard([&] { *out = own(t->remainder(*other)); }); }
ST_API int32_t st_remainder_s(Th t, Number other, Th* out) { return guard([&] { *out = own(t->remainder(other.scalar())); }); }
ST_API int32_t st_remainder_(Th t, Th other) { return guard([&] { t->remainder_(*other); }); }
ST_API int32_t st_remainder_s_(Th t, Number other) { return guard([&] { t->remainder_(other.scalar()); }); }
ST_API int32_t st_pow(Th t, Th exponent, Th* out) { return guard([&] { *out = own(t->pow(*exponent)); }); }
ST_API int32_t st_pow_s(Th t, Number exponent, Th* out) { return guard([&] { *out = own(t->pow(exponent.scalar())); }); }
ST_API int32_t st_pow_(Th t, Th exponent) { return guard([&] { t->pow_(*exponent); }); }
ST_API int32_t st_pow_s_(Th t, Number exponent) { return guard([&] { t->pow_(exponent.scalar()); }); }
ST_API int32_t st_floor_divide(Th t, Th other, Th* out) { return guard([&] { *out = own(t->floor_divide(*other)); }); }
ST_API int32_t st_floor_divide_s(Th t, Number other, Th* out) { return guard([&] { *out = own(t->floor_divide(other.scalar())); }); }
ST_API int32_t st_eq(Th t, Th right, Th* out) { return guard([&] { *out = own(t->eq(*right)); }); }
ST_API int32_t st_eq_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->eq(right.scalar())); }); }
ST_API int32_t st_ne(Th t, Th right, Th* out) { return guard([&] { *out = own(t->ne(*right)); }); }
ST_API int32_t st_ne_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->ne(right.scalar())); }); }
ST_API int32_t st_lt(Th t, Th right, Th* out) { return guard([&] { *out = own(t->lt(*right)); }); }
ST_API int32_t st_lt_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->lt(right.scalar())); }); }
ST_API int32_t st_le(Th t, Th right, Th* out) { return guard([&] { *out = own(t->le(*right)); }); }
ST_API int32_t st_le_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->le(right.scalar())); }); }
ST_API int32_t st_gt(Th t, Th right, Th* out) { return guard([&] { *out = own(t->gt(*right)); }); }
ST_API int32_t st_gt_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->gt(right.scalar())); }); }
ST_API int32_t st_ge(Th t, Th right, Th* out) { return guard([&] { *out = own(t->ge(*right)); }); }
ST_API int32_t st_ge_s(Th t, Number right, Th* out) { return guard([&] { *out = own(t->ge(right.scalar())); }); }
ST_API int32_t st_bitwise_and(Th t, Th other, Th* out) { return guard([&] { *out = own(t->bitwise_and(*other)); }); }
ST_API int32_t st_bitwise_or(Th t, Th other, Th* out) { return guard([&] { *out = own(t->bitwise_or(*other)); }); }
ST_API int32_t st_bitwise_xor(Th t, Th other, Th* out) { return guard([&] { *out = own(t->bitwise_xor(*other)); }); }
ST_API int32_t st_logical_and(Th t, Th other, Th* out) { return guard([&] { *out = own(t->logical_and(*other)); }); }
ST_API int32_t st_logical_or(Th t, Th other, Th* out) { return guard([&] { *out = own(t->logical_or(*other)); }); }
ST_API int32_t st_logical_xor(Th t, Th other, Th* out) { return guard([&] { *out = own(t->logical_xor(*other)); }); }
ST_API int32_t st_maximum(Th t, Th other, Th* out) { return guard([&] { *out = own(t->maximum(*other)); }); }
ST_API int32_t st_minimum(Th t, Th other, Th* out) { return guard([&] { *out = own(t->minimum(*other)); }); }
ST_API int32_t st_logical_and_(Th t, Th other) { return guard([&] { t->logical_and_(*other); }); }
ST_API int32_t st_logical_or_(Th t, Th other) { return guard([&] { t->logical_or_(*other); }); }
ST_API int32_t st_atan2(Th t, Th other, Th* out) { return guard([&] { *out = own(t->atan2(*other)); }); }
ST_API int32_t st_isclose(Th t, Th other, double rtol, double atol, int32_t equal_nan, Th* out) { return guard([&] { *out = own(t->isclose(*other, rtol, atol, equal_nan != 0)); }); }
ST_API int32_t st_lerp(Th t, Th end, Th weight, Th* out) { return guard([&] { *out = own(t->lerp(*end, *weight)); }); }
ST_API int32_t st_lerp_(Th t, Th end, Th weight) { return guard([&] { t->lerp_(*end, *weight); }); }
ST_API int32_t st_addcmul(Th t, Th tensor1, Th tensor2, Number value, Th* out) { return guard([&] { *out = own(t->addcmul(*tensor1, *tensor2, value.scalar())); }); }
ST_API int32_t st_addcmul_(Th t, Th tensor1, Th tensor2, Number value) { return guard([&] { t->addcmul_(*tensor1, *tensor2, value.scalar()); }); }
ST_API int32_t st_addcdiv(Th t, Th tensor1, Th tensor2, Number value, Th* out) { return guard([&] { *out = own(t->addcdiv(*tensor1, *tensor2, value.scalar())); }); }
ST_API int32_t st_addcdiv_(Th t, Th tensor1, Th tensor2, Number value) { return guard([&] { t->addcdiv_(*tensor1, *tensor2, value.scalar()); }); }

// A missing bound has kind -1.
static optional<at::Scalar> bound(Number number) { return number.kind < 0 ? optional<at::Scalar>() : optional<at::Scalar>(number.scalar()); }

ST_API int32_t st_clamp(Th t, Number min, Number max, Th* out) { return guard([&] { *out = own(t->clamp(bound(min), bound(max))); }); }
ST_API int32_t st_clamp_(Th t, Number min, Number max) { return guard([&] { t->clamp_(bound(min), bound(max)); }); }
ST_API int32_t st_clamp_t(Th t, Th min, Th max, Th* out) { return guard([&] { *out = own(t->clamp(maybe(min), maybe(max))); }); }
ST_API int32_t st_rsub_s(Th t, Number from, Th* out) { return guard([&] { *out = own(at::rsub(*t, from.scalar())); }); }
ST_API int32_t st_allclose(Th t, Th other, double rtol, double atol, int32_t equal_nan, int32_t* out) { return guard([&] { *out = t->allclose(*other, rtol, atol, equal_nan != 0); }); }
