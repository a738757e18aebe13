// Random numbers, and the generators they are drawn from. A generator that is not given is the default one of the device.
#include "shim.h"

#include <mutex>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/ops/bernoulli.h>
#include <ATen/ops/multinomial.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>

using namespace st;

typedef at::Generator* Gh;

static optional<at::Generator> from(Gh generator) { return generator ? optional<at::Generator>(*generator) : optional<at::Generator>(); }

ST_API int32_t st_rand(const int64_t* sizes, int32_t count, Gh g, Options o, Th* out) { return guard([&] { *out = o.finish(at::rand(ints(sizes, count), from(g), o.options())); }); }
ST_API int32_t st_randn(const int64_t* sizes, int32_t count, Gh g, Options o, Th* out) { return guard([&] { *out = o.finish(at::randn(ints(sizes, count), from(g), o.options())); }); }
ST_API int32_t st_randint(int64_t low, int64_t high, const int64_t* sizes, int32_t count, Gh g, Options o, Th* out) { return guard([&] { *out = o.finish(at::randint(low, high, ints(sizes, count), from(g), o.options())); }); }
ST_API int32_t st_randperm(int64_t n, Gh g, Options o, Th* out) { return guard([&] { *out = o.finish(at::randperm(n, from(g), o.options())); }); }
ST_API int32_t st_normal_(Th t, double mean, double std, Gh g) { return guard([&] { t->normal_(mean, std, from(g)); }); }
ST_API int32_t st_uniform_(Th t, double low, double high, Gh g) { return guard([&] { t->uniform_(low, high, from(g)); }); }
ST_API int32_t st_bernoulli_(Th t, double p, Gh g) { return guard([&] { t->bernoulli_(p, from(g)); }); }
ST_API int32_t st_exponential_(Th t, double rate, Gh g) { return guard([&] { t->exponential_(rate, from(g)); }); }
ST_API int32_t st_bernoulli(Th t, Gh g, Th* out) { return guard([&] { *out = own(at::bernoulli(*t, from(g))); }); }
ST_API int32_t st_multinomial(Th t, int64_t samples, int32_t replacement, Gh g, Th* out) { return guard([&] { *out = own(at::multinomial(*t, samples, replacement != 0, from(g))); }); }

ST_API int32_t st_manual_seed(int64_t seed) { return guard([&] { at::manual_seed(static_cast<uint64_t>(seed)); }); }

ST_API int32_t st_generator_new(uint64_t seed, int32_t device, int32_t index, Gh* out) {
  return guard([&] {
    if (device == 0) {
      *out = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    auto where = c10::Device(static_cast<c10::DeviceType>(device), static_cast<c10::DeviceIndex>(index));
    auto generator = at::globalContext().defaultGenerator(where).clone();
    generator.set_current_seed(seed);
    *out = new at::Generator(generator);
  });
}

ST_API int32_t st_generator_default(Gh* out) { return guard([&] { *out = new at::Generator(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU))); }); }
ST_API void st_generator_free(Gh generator) { delete generator; }

ST_API int32_t st_generator_seed(Gh g, uint64_t seed) {
  return guard([&] {
    std::lock_guard<std::mutex> lock(g->mutex());
    g->set_current_seed(seed);
  });
}

ST_API int32_t st_generator_current(Gh g, uint64_t* out) { return guard([&] { *out = g->current_seed(); }); }
ST_API int32_t st_generator_get(Gh g, Th* out) { return guard([&] { *out = own(g->get_state()); }); }
ST_API int32_t st_generator_set(Gh g, Th state) { return guard([&] { g->set_state(*state); }); }
