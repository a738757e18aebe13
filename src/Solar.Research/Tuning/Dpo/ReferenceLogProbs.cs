using System.Security.Cryptography;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Dpo;

/// <summary>What the frozen reference makes of every pair: computed once, so that it need not be in memory while the policy learns.</summary>
/// <remarks>As TRL's <c>precompute_ref_log_probs</c> (huggingface/trl at f2cd577), under a key of the weights and the pairs.</remarks>
public sealed class ReferenceLogProbs
{
    private readonly StoredLogProbs _stored;

    private ReferenceLogProbs(StoredLogProbs stored) => _stored = stored;

    /// <summary>What identifies the numbers: SHA-256 in lower-case hexadecimal.</summary>
    public string Sha256 => _stored.Sha256;

    /// <summary>Runs every pair through the reference, without gradients.</summary>
    /// <param name="reference">The frozen model; often the policy before its first step.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="pairsAtOnce">Pairs that are in memory at once.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    public static ReferenceLogProbs Of(Decoder reference, PreferencePairs pairs, int pairsAtOnce, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(pairs);
        return Computed(reference, reference.Sha256(), pairs, pairsAtOnce, device);
    }

    /// <summary>The same from a file that an earlier run has left, or computed and left for the next.</summary>
    /// <param name="folder">Where the files are; each is named for the hash of the reference and the pairs.</param>
    /// <param name="reference">The frozen model.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="pairsAtOnce">Pairs that are in memory at once.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    /// <exception cref="InvalidDataException">The file is not what was written.</exception>
    public static ReferenceLogProbs Cached(string folder, Decoder reference, PreferencePairs pairs, int pairsAtOnce, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(pairs);
        var (weights, examples) = (reference.Sha256(), pairs.Sha256());
        var path = Path.Combine(folder, $"reference-{Hash(weights + examples)[..16]}.json");
        if (File.Exists(path))
            return new(Read(path, weights, examples, pairs.Count));

        var computed = Computed(reference, weights, pairs, pairsAtOnce, device);
        Directory.CreateDirectory(folder);
        RecipeJson.Save(computed._stored, path);
        return computed;
    }

    /// <summary>[B] twice: the log-probabilities of some pairs.</summary>
    /// <param name="pairs">Their indices.</param>
    /// <param name="like">A tensor whose type and device they are to have.</param>
    public PairLogProbs For(IReadOnlyList<int> pairs, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(like);
        return new(Pick(_stored.Chosen), Pick(_stored.Rejected));

        Tensor Pick(IReadOnlyList<double> from) => tensor(pairs.Select(i => from[i]).ToArray()).to(like.dtype).to(like.device);
    }

    private static ReferenceLogProbs Computed(Decoder reference, string weights, PreferencePairs pairs, int pairsAtOnce, Device? device)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairsAtOnce);
        using var untracked = no_grad();
        var (chosen, rejected) = (new double[pairs.Count], new double[pairs.Count]);
        for (var at = 0; at < pairs.Count; at += pairsAtOnce)
        {
            using var scope = NewDisposeScope();
            var some = Enumerable.Range(at, Math.Min(pairsAtOnce, pairs.Count - at)).Select(i => pairs[i]).ToArray();
            var sums = ResponseLogProbs.Of(reference, DpoStage.Texts(some), device).Sums.to(ScalarType.Float64).cpu().data<double>().ToArray();
            sums.AsSpan(0, some.Length).CopyTo(chosen.AsSpan(at));
            sums.AsSpan(some.Length).CopyTo(rejected.AsSpan(at));
        }

        return new(new()
        {
            ReferenceSha256 = weights,
            PairsSha256 = pairs.Sha256(),
            Sha256 = HashOf(chosen, rejected),
            Chosen = chosen,
            Rejected = rejected,
        });
    }

    private static StoredLogProbs Read(string path, string weights, string examples, int count)
    {
        var stored = RecipeJson.Load<StoredLogProbs>(path);
        if (stored.ReferenceSha256 != weights || stored.PairsSha256 != examples)
            throw Damaged("it is of another reference or of other pairs than its name says");
        if (stored.Chosen.Count != count || stored.Rejected.Count != count)
            throw Damaged($"it has {stored.Chosen.Count} and {stored.Rejected.Count} numbers for {count} pairs");
        var found = HashOf(stored.Chosen, stored.Rejected);
        return found == stored.Sha256 ? stored : throw Damaged($"the sha256 of its numbers is {found}, not {stored.Sha256}");

        InvalidDataException Damaged(string how) =>
            new($"{path}: the reference's log-probabilities are not what was written: {how}. Remove the file, and they are computed again.");
    }

    private static string HashOf(IReadOnlyList<double> chosen, IReadOnlyList<double> rejected) =>
        Hash(string.Join(',', chosen.Concat(rejected).Select(value => BitConverter.DoubleToInt64Bits(value).ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)));

    private sealed record StoredLogProbs
    {
        public required string ReferenceSha256 { get; init; }

        public required string PairsSha256 { get; init; }

        public required string Sha256 { get; init; }

        public required IReadOnlyList<double> Chosen { get; init; }

        public required IReadOnlyList<double> Rejected { get; init; }
    }
}
