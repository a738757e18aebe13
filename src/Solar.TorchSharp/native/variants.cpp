// Operators with an option that few callers use: how to round, which dimensions to count, what infinities become.
#include "shim.h"

#include <ATen/ops/count_nonzero.h>
#include <ATen/ops/div.h>
#include <ATen/ops/movedim.h>
#include <ATen/ops/nan_to_num.h>
#include <ATen/ops/round.h>

using namespace st;

// 0 none, 1 trunc, 2 floor. Versions differ in the type of the name, which all of them make of a literal.
template <class Call>
static at::Tensor in_mode(int32_t mode, Call&& call) {
  if (mode == 0) return call(nullopt);
  return mode == 1 ? call("trunc") : call("floor");
}

ST_API int32_t st_div_mode(Th a, Th b, int32_t mode, Th* out) {
  return guard([&] { *out = own(in_mode(mode, [&](auto name) { return at::div(*a, *b, name); })); });
}

ST_API int32_t st_div_mode_s(Th a, Number b, int32_t mode, Th* out) {
  return guard([&] { *out = own(in_mode(mode, [&](auto name) { return at::div(*a, b.scalar(), name); })); });
}

ST_API int32_t st_div_mode_(Th a, Th b, int32_t mode) {
  return guard([&] { in_mode(mode, [&](auto name) { return a->div_(*b, name); }); });
}

ST_API int32_t st_div_mode_s_(Th a, Number b, int32_t mode) {
  return guard([&] { in_mode(mode, [&](auto name) { return a->div_(b.scalar(), name); }); });
}

ST_API int32_t st_round_decimals(Th t, int64_t decimals, Th* out) {
  return guard([&] { *out = own(decimals == 0 ? at::round(*t) : at::round(*t, decimals)); });
}

ST_API int32_t st_round_decimals_(Th t, int64_t decimals) {
  return guard([&] { decimals == 0 ? at::round_(*t) : at::round_(*t, decimals); });
}

ST_API int32_t st_count_nonzero_dims(Th t, const int64_t* dims, int32_t count, Th* out) {
  return guard([&] {
    *out = own(count == 0 ? at::count_nonzero(*t, optional<int64_t>()) : at::count_nonzero(*t, ints(dims, count)));
  });
}

ST_API int32_t st_nan_to_num_bounds(Th t, double nan, double high, int32_t has_high, double low, int32_t has_low, Th* out) {
  return guard([&] {
    auto upper = has_high ? optional<double>(high) : optional<double>();
    auto lower = has_low ? optional<double>(low) : optional<double>();
    *out = own(at::nan_to_num(*t, nan, upper, lower));
  });
}

ST_API int32_t st_movedim_dims(Th t, const int64_t* from, int32_t from_count, const int64_t* to, int32_t to_count, Th* out) {
  return guard([&] { *out = own(at::movedim(*t, ints(from, from_count), ints(to, to_count))); });
}
