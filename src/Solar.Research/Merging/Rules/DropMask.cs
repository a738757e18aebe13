using System.Security.Cryptography;
using System.Text;

namespace Solar.Research.Merging.Rules;

/// <summary>Which elements of a tensor DARE keeps: a function of seed, tensor, model and place alone, whatever the order they are asked in.</summary>
/// <remarks>Element i is kept when the i-th number of SplitMix64 (Steele, Lea and Flood 2014), from a state hashed from seed, tensor name and the model's place, is below the density.</remarks>
internal sealed class DropMask
{
    private readonly ulong _state;
    private readonly ulong _below;

    /// <param name="seed">Of the recipe.</param>
    /// <param name="tensor">Its name in the merged model.</param>
    /// <param name="model">The place of the model among those that are not the base.</param>
    /// <param name="density">The share that is kept.</param>
    public DropMask(long seed, string tensor, int model, double density)
    {
        var key = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed} {model} {tensor}")));
        _state = BitConverter.ToUInt64(key);
        _below = (ulong)Math.Ceiling(density * (1UL << 53));
    }

    /// <summary>Sets what is dropped to zero.</summary>
    public void Drop(long first, Span<double> values)
    {
        var state = unchecked(_state + ((ulong)first * 0x9E3779B97F4A7C15UL));
        for (var i = 0; i < values.Length; i++)
        {
            unchecked
            {
                state += 0x9E3779B97F4A7C15UL;
                var z = state;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                z ^= z >> 31;
                if (z >> 11 >= _below)
                    values[i] = 0;
            }
        }
    }
}
