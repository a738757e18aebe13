using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>Long series without the points that nobody can see: what is stored in a notebook stays small, and looks the same.</summary>
internal static class Thinning
{
    /// <summary>Series of up to this many points are drawn whole.</summary>
    public const int Whole = 2000;

    private const int Columns = 500;

    /// <summary>The unbroken pieces of a line; of a long one the first, lowest, highest and last point of each column of pixels.</summary>
    public static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Pieces(Curve curve, Scale across, Scale up)
    {
        var pieces = new List<List<(double X, double Y)>>();
        var joined = false;
        for (var i = 0; i < curve.X.Count; i++)
        {
            var (x, y) = (curve.X[i], curve.Y[i]);
            if (double.IsFinite(up.Place(y)) && double.IsFinite(across.Place(x)))
            {
                if (!joined)
                    pieces.Add([]);
                pieces[^1].Add((x, y));
                joined = true;
            }
            else
            {
                joined = false;
            }
        }

        return curve.X.Count <= Whole ? pieces : [.. pieces.Select(piece => Thin(piece, across))];
    }

    /// <summary>The indexes of points to draw: of many, one in each square, which keeps the stray ones, and every so-manieth, which keeps what is dense dense.</summary>
    public static IReadOnlyList<int> Points(Curve curve, Scale across, Scale up)
    {
        var all = Enumerable.Range(0, curve.X.Count).Where(i => double.IsFinite(across.Place(curve.X[i])) && double.IsFinite(up.Place(curve.Y[i]))).ToList();
        if (all.Count <= Whole)
            return all;
        var stray = all;
        for (var square = 2.0; stray.Count > Whole / 2; square *= 1.5)
            stray = [.. all.DistinctBy(i => (Math.Floor(across.Place(curve.X[i]) / square), Math.Floor(up.Place(curve.Y[i]) / square)))];
        var every = (2 * all.Count / Whole) + 1;
        return [.. all.Where((_, i) => i % every == 0).Union(stray).Order()];
    }

    private static List<(double X, double Y)> Thin(List<(double X, double Y)> piece, Scale across)
    {
        var column = Math.Abs(across.To - across.From) / Columns;
        var thin = new List<(double X, double Y)>();
        for (var from = 0; from < piece.Count;)
        {
            var to = from;
            while (to + 1 < piece.Count && Column(piece[to + 1]) == Column(piece[from]))
                to++;
            var among = Enumerable.Range(from, to - from + 1).ToList();
            int[] kept = [from, among.MinBy(i => piece[i].Y), among.MaxBy(i => piece[i].Y), to];
            thin.AddRange(kept.Distinct().Order().Select(i => piece[i]));
            from = to + 1;
        }

        return thin;

        double Column((double X, double Y) point) => Math.Floor(across.Place(point.X) / column);
    }
}
