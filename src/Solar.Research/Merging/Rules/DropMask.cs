using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

namespace Solar.Research.Merging.Rules;

/// <summary>Which elements of a tensor DARE keeps: a function of seed, tensor, model and place alone, whatever the order they are asked in.</summary>
/// <remarks>Element i is kept when the i-th number of SplitMix64 (Steele, Lea and Flood 2014), from a state hashed from seed, tensor name and the model's place, is below the density.</remarks>
internal sealed class DropMask
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

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
        var lanes = Vector256<ulong>.Count;
        var state = Vector256.Create(unchecked(_state + ((ulong)first * Step))) + (Vector256.Create(1ul, 2, 3, 4) * Step);
        var i = 0;
        for (; i <= values.Length - lanes; i += lanes)
        {
            var kept = Vector256.LessThan(Draw(state), Vector256.Create(_below));
            (Vector256.Create<double>(values[i..]) & kept.AsDouble()).CopyTo(values[i..]);
            state += Vector256.Create(unchecked((ulong)lanes * Step));
        }

        var rest = Draw(state);
        for (var lane = 0; i < values.Length; i++, lane++)
            values[i] = rest[lane] < _below ? values[i] : 0;
    }

    // 53 bits of each lane.
    private static Vector256<ulong> Draw(Vector256<ulong> state)
    {
        var z = state;
        z = (z ^ Vector256.ShiftRightLogical(z, 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ Vector256.ShiftRightLogical(z, 27)) * 0x94D049BB133111EBUL;
        return Vector256.ShiftRightLogical(z ^ Vector256.ShiftRightLogical(z, 31), 11);
    }
}
