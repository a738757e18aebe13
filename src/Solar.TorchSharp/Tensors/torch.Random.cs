using Solar.TorchSharp.Interop;
using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => rand((ReadOnlySpan<long>)size, dtype, device, requires_grad, generator, names);

    public static Tensor rand(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn(st_rand(size, size.Length, Generator.Of(generator), new Options(dtype, device, requires_grad, names), out Tensor made), made, generator);

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => rand([size], dtype, device, requires_grad, generator, names);
    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => rand([rows, columns], dtype, device, requires_grad, generator, names);
    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => rand([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);
    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randn((ReadOnlySpan<long>)size, dtype, device, requires_grad, generator, names);

    public static Tensor randn(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn(st_randn(size, size.Length, Generator.Of(generator), new Options(dtype, device, requires_grad, names), out Tensor made), made, generator);

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randn([size], dtype, device, requires_grad, generator, names);
    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randn([rows, columns], dtype, device, requires_grad, generator, names);
    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randn([dim0, dim1, dim2], dtype, device, requires_grad, generator, names);
    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) => randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn(st_randint(low, high, size, size.Length, Generator.Of(generator), new Options(dtype ?? ScalarType.Int64, device, requires_grad, names), out Tensor made), made, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Drawn(st_randperm(n, Generator.Of(generator), new Options(dtype ?? ScalarType.Int64, device, requires_grad), out Tensor made), made, generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        Drawn(st_multinomial(input, num_samples, replacement ? 1 : 0, Generator.Of(generator), out Tensor made), made, generator);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => Drawn(st_bernoulli(input, Generator.Of(generator), out Tensor made), made, generator);

    // The generator must outlive the call that draws from it.
    private static Tensor Drawn(int status, Tensor made, Generator? generator)
    {
        GC.KeepAlive(generator);
        return Made(status, made);
    }

    public partial class Tensor
    {
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) => torch.multinomial(this, num_samples, replacement, generator);
        public Tensor bernoulli(Generator? generator = null) => torch.bernoulli(this, generator);
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Drawn(st_normal_(this, mean, std, Generator.Of(generator)), this, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Drawn(st_uniform_(this, from, to, Generator.Of(generator)), this, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Drawn(st_bernoulli_(this, p, Generator.Of(generator)), this, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Drawn(st_exponential_(this, lambda, Generator.Of(generator)), this, generator);
    }
}
