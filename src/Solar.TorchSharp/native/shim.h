// What every file of the shim shares: the handle of a tensor, the guard that no exception passes, and optional values.
//
// A function is  int32_t st_name(inputs..., outputs*)  and answers 0, or 1 with the reason in st_last_error() of the same
// thread. A tensor comes in as a borrowed handle and goes out as an owned one, which st_free gives back.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/TensorBody.h>
#include <c10/util/Exception.h>
#if __has_include(<c10/util/Optional.h>)
#include <c10/util/Optional.h>
#endif
#if __has_include(<torch/version.h>)
#include <torch/version.h>
#endif

#define ST_TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

#define ST_API extern "C" __attribute__((visibility("default")))

typedef at::Tensor* Th;

namespace st {

#if ST_TORCH_AT_LEAST(2, 4)
template <class T> using optional = std::optional<T>;
inline constexpr auto nullopt = std::nullopt;
#else
template <class T> using optional = c10::optional<T>;
inline constexpr auto nullopt = c10::nullopt;
#endif

void set_error(const char* message);

inline Th own(at::Tensor tensor) { return new at::Tensor(std::move(tensor)); }

// An undefined tensor has no handle.
inline Th own_or_null(at::Tensor tensor) { return tensor.defined() ? own(std::move(tensor)) : nullptr; }

inline at::Tensor or_undefined(Th tensor) { return tensor ? *tensor : at::Tensor(); }

inline optional<at::Tensor> maybe(Th tensor) { return tensor ? optional<at::Tensor>(*tensor) : optional<at::Tensor>(); }

inline at::IntArrayRef ints(const int64_t* values, int32_t count) { return at::IntArrayRef(values, count); }

// -1 stands for "no type given".
inline optional<at::ScalarType> type_or_none(int32_t type) {
  return type < 0 ? optional<at::ScalarType>() : optional<at::ScalarType>(static_cast<at::ScalarType>(type));
}

inline std::vector<at::Tensor> list(Th* tensors, int32_t count) {
  std::vector<at::Tensor> all;
  all.reserve(count);
  for (int32_t i = 0; i < count; i++) all.push_back(or_undefined(tensors[i]));
  return all;
}

// Hands a list of tensors out; the array itself goes back through st_free_array.
inline void give(const std::vector<at::Tensor>& tensors, Th** out, int32_t* count) {
  Th* array = new Th[tensors.size()];
  for (size_t i = 0; i < tensors.size(); i++) array[i] = own_or_null(tensors[i]);
  *out = array;
  *count = static_cast<int32_t>(tensors.size());
}

template <class Body>
int32_t guard(Body&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& error) {
    set_error(error.what_without_backtrace());
  } catch (const std::exception& error) {
    set_error(error.what());
  } catch (...) {
    set_error("an exception of unknown type was thrown in native code");
  }
  return 1;
}

// A number as C# passes it: kind 0 an integer, 1 a floating-point number (its bits), 2 a truth value.
struct Number {
  int64_t bits;
  int32_t kind;

  at::Scalar scalar() const {
    if (kind == 1) {
      double value;
      static_assert(sizeof value == sizeof bits, "a double has 64 bits");
      __builtin_memcpy(&value, &bits, sizeof value);
      return value;
    }
    return kind == 2 ? at::Scalar(bits != 0) : at::Scalar(bits);
  }

  static Number of(const at::Scalar& scalar) {
    if (scalar.isFloatingPoint()) {
      double value = scalar.toDouble();
      Number number{0, 1};
      __builtin_memcpy(&number.bits, &value, sizeof value);
      return number;
    }
    if (scalar.isBoolean()) return {scalar.toBool() ? 1 : 0, 2};
    return {scalar.toLong(), 0};
  }
};

// Where a tensor lives and what it holds; type -1 is the default type.
struct Options {
  int32_t type, device, index, requires_grad;

  at::TensorOptions options() const {
    auto where = c10::Device(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index));
    auto all = at::TensorOptions().device(where);
    return type < 0 ? all : all.dtype(static_cast<at::ScalarType>(type));
  }

  Th finish(at::Tensor tensor) const {
    if (requires_grad) tensor.set_requires_grad(true);
    return own(std::move(tensor));
  }
};

}  // namespace st
