using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Rows that branch: a beginning, then the ways on from it, one behind the other, so that what texts share is read once and in one pass.</summary>
/// <remarks>Every token has the position, and with it the angles, that it would have in a text of its own.</remarks>
/// <param name="ids">[B, T] int64 tokens, flush left; what fills a shorter row up is seen by no other token.</param>
/// <param name="positions">[B, T] int64; null: they run through the rows.</param>
/// <param name="first">[B, T] int64, where the branch of each token begins.</param>
/// <param name="shared">[B] int64, the tokens of each beginning.</param>
/// <param name="end">One more than the largest position.</param>
internal sealed class BranchedRows(Tensor ids, Tensor? positions, Tensor? first, Tensor? shared, long end)
{
    public Tensor Ids => ids;

    /// <summary>Rows of a beginning and its branches.</summary>
    /// <param name="rows">Of each, the tokens of the beginning, and of its branches if there are any.</param>
    /// <param name="start">The position of the first token.</param>
    /// <param name="device">Where they are to stand.</param>
    public static BranchedRows Of(IReadOnlyList<(int[] Beginning, IReadOnlyList<int[]> Branches)> rows, int start, Device device)
    {
        var width = rows.Max(row => row.Beginning.Length + row.Branches.Sum(branch => branch.Length));
        var (ids, positions, first) = (new long[rows.Count * width], new long[rows.Count * width], new long[rows.Count * width]);
        for (var r = 0; r < rows.Count; r++)
        {
            var (beginning, branches) = rows[r];
            Put(beginning, 0, 0);
            var at = beginning.Length;
            foreach (var branch in branches)
            {
                Put(branch, at, at - beginning.Length);
                at += branch.Length;
            }

            Put(new int[width - at], at, at);

            void Put(int[] tokens, int column, int back)
            {
                for (var t = 0; t < tokens.Length; t++)
                {
                    var i = (r * width) + column + t;
                    (ids[i], positions[i], first[i]) = (tokens[t], start + column + t - back, column);
                }
            }
        }

        Tensor Make(long[] values) => tensor(values, [rows.Count, width], device: device);
        return rows.Any(row => row.Branches.Count > 0)
            ? new(Make(ids), Make(positions), Make(first), tensor(rows.Select(row => (long)row.Beginning.Length).ToArray(), device: device), positions.Max() + 1)
            : new(Make(ids), null, null, null, start + width);
    }

    /// <summary>Heads, angles, and the keys of its own row that each token sees. A sliding window is for whole texts only: those that begin here and have no branches.</summary>
    public Sight Sight(DecoderConfig config, RotaryTable rotary)
    {
        var width = ids.shape[1];
        if (positions is null && end == width)
            return Model.Sight.Of(config, new TokenBatch(ids), rotary, past: 0);
        var (cos, sin) = positions is null ? rotary.At(end - width, width) : rotary.At(0, end);
        Tensor At(Tensor table) => positions is null ? table : table.index_select(0, positions.view(-1)).view(ids.shape[0], 1, width, -1); // [B, 1, T, D/2]
        return new(config.NumAttentionHeads, config.NumKeyValueHeads, config.HeadDim, At(cos), At(sin), first, past: 0, shared);
    }
}
