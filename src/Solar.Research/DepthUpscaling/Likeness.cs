using System.Runtime.Intrinsics;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>The sums that say how alike two lists of numbers are; sums of lists that follow each other add up.</summary>
/// <param name="Dot">Σ a·b.</param>
/// <param name="SquareA">Σ a².</param>
/// <param name="SquareB">Σ b².</param>
/// <param name="SquareDifference">Σ (a − b)².</param>
public readonly record struct Likeness(double Dot, double SquareA, double SquareB, double SquareDifference)
{
    private const int BlockElements = 1 << 15;

    /// <summary>a·b / (‖a‖ ‖b‖): 1 for the same direction; not a number when one of them is zero.</summary>
    public double Cosine => Dot / (Math.Sqrt(SquareA) * Math.Sqrt(SquareB));

    /// <summary>‖a − b‖ / ‖a‖: how far it is to b, in lengths of a.</summary>
    public double RelativeDistance => Math.Sqrt(SquareDifference) / Math.Sqrt(SquareA);

    /// <summary>Of two lists joined.</summary>
    public static Likeness operator +(Likeness one, Likeness other) => new(
        one.Dot + other.Dot,
        one.SquareA + other.SquareA,
        one.SquareB + other.SquareB,
        one.SquareDifference + other.SquareDifference);

    /// <summary>Of two lists joined.</summary>
    public static Likeness Add(Likeness one, Likeness other) => one + other;

    /// <summary>Of two tensors of a checkpoint, read in blocks.</summary>
    public static Likeness Of(Checkpoint checkpoint, string a, string b)
    {
        var (first, second) = (checkpoint.Tensors[a], checkpoint.Tensors[b]);
        if (!first.Shape.SequenceEqual(second.Shape))
            throw new InvalidDataException($"{checkpoint.Folder}: {first} and {second} cannot be compared: their shapes differ.");

        var bytes = new byte[BlockElements * sizeof(float)];
        var (left, right) = (new float[BlockElements], new float[BlockElements]);
        var sum = default(Likeness);
        for (long start = 0; start < first.ElementCount; start += BlockElements)
        {
            var count = (int)Math.Min(BlockElements, first.ElementCount - start);
            ReadBlock(checkpoint, first, start, bytes, left.AsSpan(0, count));
            ReadBlock(checkpoint, second, start, bytes, right.AsSpan(0, count));
            sum += Of(left.AsSpan(0, count), right.AsSpan(0, count));
        }

        return sum;
    }

    /// <summary>Of two lists in memory, accumulated in double precision.</summary>
    public static Likeness Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Lists of {a.Length} and {b.Length} numbers cannot be compared.");
        var (dot, squareA, squareB, difference) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= a.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var x = Widen(Vector128.Create(a[i..]));
            var y = Widen(Vector128.Create(b[i..]));
            var d = x - y;
            dot += x * y;
            squareA += x * x;
            squareB += y * y;
            difference += d * d;
        }

        var rest = default(Likeness);
        for (; i < a.Length; i++)
        {
            double x = a[i], y = b[i];
            rest += new Likeness(x * y, x * x, y * y, (x - y) * (x - y));
        }

        return rest + new Likeness(Vector256.Sum(dot), Vector256.Sum(squareA), Vector256.Sum(squareB), Vector256.Sum(difference));
    }

    private static Vector256<double> Widen(Vector128<float> values)
    {
        var (low, high) = Vector128.Widen(values);
        return Vector256.Create(low, high);
    }

    private static void ReadBlock(Checkpoint checkpoint, TensorEntry tensor, long start, byte[] bytes, Span<float> values)
    {
        var size = tensor.Type.SizeInBytes();
        var block = bytes.AsSpan(0, values.Length * size);
        checkpoint.Read(tensor.Name, start * size, block);
        StoredFloats.ToSingle(tensor.Type, block, values);
    }
}
