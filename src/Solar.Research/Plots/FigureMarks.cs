using System.Numerics;
using Solar.Research.Experiments.Claims;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots;

/// <summary>What can be drawn into a figure of one panel.</summary>
public static class FigureMarks
{
    /// <summary>Adds a line.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">To the right.</param>
    /// <param name="y">Upwards; a value that is not a number interrupts the line.</param>
    /// <param name="band">The lower and the upper end of an interval at every point.</param>
    /// <param name="members">The runs that the line is the mean of, drawn thin.</param>
    /// <param name="shape">How it goes from point to point.</param>
    public static Figure Line<TX, TY>(
        this Figure figure, string name, IEnumerable<TX> x, IEnumerable<TY> y,
        (IEnumerable<double> Low, IEnumerable<double> High)? band = null, IEnumerable<Curve>? members = null, LineShape shape = LineShape.Straight)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var line = Given.Points($"line '{name}'", Given.Numbers(x), Given.Numbers(y));
        return figure.With(panel => panel.Numeric(name).Add(
            new LineMark(name, line, Given.Ends($"band of '{name}'", line.X.Count, band), [.. members ?? []], shape)));
    }

    /// <summary>Adds the mean of several runs as a line, its 95% interval (Student's t) as a band, and the runs themselves as thin lines.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">To the right, the same for all runs.</param>
    /// <param name="runs">For each run, its values.</param>
    public static Figure Runs<TX>(this Figure figure, string name, IEnumerable<TX> x, IEnumerable<IEnumerable<double>> runs)
        where TX : INumber<TX>
    {
        var across = Given.Numbers(x);
        var members = runs.Select(run => Given.Points($"run of '{name}'", across, [.. run])).ToList();
        if (members.Count == 0)
            throw new ArgumentException($"The line '{name}' has no runs to be the mean of.");
        if (members.Count == 1)
            return figure.Line(name, across, members[0].Y);

        var effects = across.Select((_, i) => members.Select(member => member.Y[i]).ToList())
            .Select(values => values.All(double.IsFinite) ? Effect.OfPairs(values, "") : new Effect(double.NaN, double.NaN, double.NaN, values.Count, ""))
            .ToList();
        return figure.Line(
            name, across, effects.Select(effect => effect.Value),
            band: (effects.Select(effect => effect.Low!.Value), effects.Select(effect => effect.High!.Value)), members);
    }

    /// <summary>Adds points.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="x">To the right.</param>
    /// <param name="y">Upwards.</param>
    /// <param name="xInterval">The ends of error bars to the sides.</param>
    /// <param name="yInterval">The ends of error bars up and down.</param>
    /// <param name="labels">Words beside each point.</param>
    public static Figure Scatter<TX, TY>(
        this Figure figure, string name, IEnumerable<TX> x, IEnumerable<TY> y,
        (IEnumerable<double> Low, IEnumerable<double> High)? xInterval = null, (IEnumerable<double> Low, IEnumerable<double> High)? yInterval = null,
        IEnumerable<string>? labels = null)
        where TX : INumber<TX>
        where TY : INumber<TY>
    {
        var points = Given.Points($"points '{name}'", Given.Numbers(x), Given.Numbers(y));
        var count = points.X.Count;
        var words = labels?.ToList() ?? [];
        if (words.Count != 0 && words.Count != count)
            throw new ArgumentException($"The points '{name}' are {count}, but their labels are {words.Count}: give one for each.");
        return figure.With(panel => panel.Numeric(name).Add(new ScatterMark(
            name, points, Given.Ends($"x error bars of '{name}'", count, xInterval), Given.Ends($"y error bars of '{name}'", count, yInterval), words)));
    }

    /// <summary>Adds a value with its interval for each of several names, which stand one below the other.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="categories">The names.</param>
    /// <param name="values">To the right.</param>
    /// <param name="interval">The ends of error bars.</param>
    public static Figure Dots<TX>(
        this Figure figure, string name, IEnumerable<string> categories, IEnumerable<TX> values, (IEnumerable<double> Low, IEnumerable<double> High)? interval = null)
        where TX : INumber<TX>
    {
        var names = categories.ToList();
        return figure.With(panel =>
        {
            var (axis, indexes) = panel.Y.Including(names, panel, name);
            var points = Given.Points($"dots '{name}'", Given.Numbers(values), [.. indexes.Select(index => (double)index)]);
            return (panel with { Y = axis }).Add(new ScatterMark(name, points, Given.Ends($"error bars of '{name}'", names.Count, interval), null, []));
        });
    }

    /// <summary>Adds a bar for each category; those of several names stand side by side.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="categories">The categories, along the horizontal axis.</param>
    /// <param name="values">How high each bar is.</param>
    /// <param name="interval">The ends of error bars.</param>
    public static Figure Bars<TY>(
        this Figure figure, string name, IEnumerable<string> categories, IEnumerable<TY> values, (IEnumerable<double> Low, IEnumerable<double> High)? interval = null)
        where TY : INumber<TY>
    {
        var names = categories.ToList();
        return figure.With(panel =>
        {
            var (axis, indexes) = panel.X.Including(names, panel, name);
            var bars = Given.Points($"bars '{name}'", [.. indexes.Select(index => (double)index)], Given.Numbers(values));
            return (panel with { X = axis }).Add(new BarsMark(name, indexes, bars.Y, Given.Ends($"error bars of '{name}'", names.Count, interval)));
        });
    }

    /// <summary>Adds a box with whiskers over a category of its own.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="category">What the values are of.</param>
    /// <param name="values">The values it sums up.</param>
    public static Figure Box<TY>(this Figure figure, string category, IEnumerable<TY> values)
        where TY : INumber<TY> =>
        figure.With(panel =>
        {
            var (axis, indexes) = panel.X.Including([category], panel, category);
            return (panel with { X = axis }).Add(BoxMark.Of(category, indexes[0], Given.Numbers(values)));
        });

    /// <summary>Adds a count of how often values lie where; histograms of one panel share their bins.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="values">What is counted; what is not a number is left out.</param>
    /// <param name="bins">How many bins; none: as wide as the spread of the values asks for, with round edges.</param>
    public static Figure Histogram<T>(this Figure figure, string name, IEnumerable<T> values, int? bins = null)
        where T : INumber<T>
    {
        if (bins is { } wanted)
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted, nameof(bins));
        var counted = Given.Numbers(values).Where(double.IsFinite).ToList();
        if (counted.Count == 0)
            throw new ArgumentException($"The histogram '{name}' has no value that is a number.");
        return figure.With(panel =>
        {
            var all = panel.Marks.OfType<HistogramMark>().Append(new(name, counted, [], [])).ToList();
            var edges = HistogramMark.EdgesOver([.. all.SelectMany(mark => mark.Values).Order()], bins);
            return panel.Numeric(name) with { Marks = [.. panel.Marks.Where(mark => mark is not HistogramMark), .. all.Select(mark => mark.Over(edges))] };
        });
    }

    /// <summary>Fills the panel with a coloured cell for each row and column.</summary>
    /// <param name="figure">Where to.</param>
    /// <param name="values">By row and column; what is not a number stays empty.</param>
    /// <param name="unit">What the values are, beside the colour scale.</param>
    /// <param name="columns">The names of the columns; none: counted from 0.</param>
    /// <param name="rows">The names of the rows, from above; none: counted from 0.</param>
    /// <param name="centre">The value of the middle colour, for differences.</param>
    public static Figure HeatMap(
        this Figure figure, double[,] values, string unit, IEnumerable<string>? columns = null, IEnumerable<string>? rows = null, double? centre = null)
    {
        var (height, width) = (values.GetLength(0), values.GetLength(1));
        if (!values.Cast<double>().Any(double.IsFinite))
            throw new ArgumentException($"The heat map of {unit} has no value that is a number.");
        if ((long)height * width > HeatMapMark.MaximumCells)
            throw new ArgumentException($"A heat map of {height} x {width} cells is more than a notebook keeps ({HeatMapMark.MaximumCells} cells): average blocks of it first.");
        var (x, y) = (Given.Names("columns", width, columns), Given.Names("rows", height, rows));
        return figure.With(panel => panel.Marks.Count == 0
            ? panel with
            {
                X = panel.X with { Categories = x },
                Y = panel.Y with { Categories = y },
                Marks = [new HeatMapMark([.. Enumerable.Range(0, height).Select(i => Enumerable.Range(0, width).Select(j => values[i, j]).ToList())], unit, centre)],
            }
            : throw new ArgumentException("A heat map fills its panel: give it one of its own."));
    }
}
