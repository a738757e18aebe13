using System.Buffers.Binary;

namespace Solar.Research.Checkpoints.Gguf;

/// <summary>ggml's Q8_0: each 32 numbers as a scale d and signed bytes q, so that x ≈ d·q.</summary>
/// <remarks>
/// ggml-org/llama.cpp, ggml-quants.c, quantize_row_q8_0_ref: d = max |x| / 127, q = x / d rounded half away from zero, with d in single
/// precision there and stored as half precision.
/// </remarks>
internal static class Q8Blocks
{
    public const int Elements = 32;
    public const int Bytes = 2 + Elements;

    public static void Quantize(ReadOnlySpan<float> values, Span<byte> blocks)
    {
        for (int block = 0; block < values.Length / Elements; block++)
        {
            var from = values.Slice(block * Elements, Elements);
            var to = blocks.Slice(block * Bytes, Bytes);
            float largest = 0;
            foreach (float value in from)
                largest = Math.Max(largest, Math.Abs(value));
            float scale = largest / 127;
            float inverse = scale == 0 ? 0 : 1 / scale;
            BinaryPrimitives.WriteHalfLittleEndian(to, (Half)scale);
            for (int i = 0; i < Elements; i++)
                to[2 + i] = (byte)(sbyte)MathF.Round(from[i] * inverse, MidpointRounding.AwayFromZero);
        }
    }
}
