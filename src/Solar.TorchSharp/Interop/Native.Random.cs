using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_rand(ReadOnlySpan<long> sizes, int count, nint generator, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_randn(ReadOnlySpan<long> sizes, int count, nint generator, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_randint(long low, long high, ReadOnlySpan<long> sizes, int count, nint generator, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_randperm(long n, nint generator, Options o, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_normal_(Tensor t, double mean, double std, nint generator);
    [LibraryImport(Library)] internal static partial int st_uniform_(Tensor t, double low, double high, nint generator);
    [LibraryImport(Library)] internal static partial int st_bernoulli_(Tensor t, double p, nint generator);
    [LibraryImport(Library)] internal static partial int st_exponential_(Tensor t, double rate, nint generator);
    [LibraryImport(Library)] internal static partial int st_bernoulli(Tensor t, nint generator, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_multinomial(Tensor t, long samples, int replacement, nint generator, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_manual_seed(long seed);
    [LibraryImport(Library)] internal static partial int st_generator_new(ulong seed, int device, int index, out nint result);
    [LibraryImport(Library)] internal static partial int st_generator_default(out nint result);
    [LibraryImport(Library)] internal static partial void st_generator_free(nint generator);
    [LibraryImport(Library)] internal static partial int st_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int st_generator_current(nint generator, out ulong seed);
    [LibraryImport(Library)] internal static partial int st_generator_get(nint generator, out Tensor state);
    [LibraryImport(Library)] internal static partial int st_generator_set(nint generator, Tensor state);
}
