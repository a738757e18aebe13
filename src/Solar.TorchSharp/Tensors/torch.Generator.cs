using static Solar.TorchSharp.Interop.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators, those of every GPU included.</summary>
    public static Generator manual_seed(long seed)
    {
        Check(st_manual_seed(seed));
        return Generator.Default;
    }

    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static Tensor get_rng_state() => Generator.Default.get_state();
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
        public static long initial_seed() => Generator.Default.initial_seed();
    }

    /// <summary>A source of random numbers of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            var place = device ?? CPU;
            Check(st_generator_new(seed, (int)place.type, place.index, out handle));
        }

        private Generator(nint handle) => this.handle = handle;

        ~Generator() => Dispose(false);

        public static Generator Default => new(Made(st_generator_default(out nint handle), handle));

        public Generator manual_seed(long seed)
        {
            Check(st_generator_seed(Of(this), (ulong)seed));
            return this;
        }

        public Tensor get_state() => Made(st_generator_get(Of(this), out Tensor state), state);

        public void set_state(Tensor value) => Check(st_generator_set(Of(this), value));

        public long initial_seed() => (long)Made(st_generator_current(Of(this), out ulong seed), seed);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle != 0) st_generator_free(handle);
            handle = 0;
        }

        /// <summary>The native generator, or 0 for the default one.</summary>
        internal static nint Of(Generator? generator)
        {
            if (generator is null) return 0;
            ObjectDisposedException.ThrowIf(generator.handle == 0, generator);
            return generator.handle;
        }
    }
}
