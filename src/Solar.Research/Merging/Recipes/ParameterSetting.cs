namespace Solar.Research.Merging.Recipes;

/// <summary>What a recipe says of a parameter: one number, a gradient over the layers, or one of these for some tensors by name.</summary>
/// <remarks>The semantics of mergekit a6e4028, config.py, evaluate_setting.</remarks>
public abstract record ParameterSetting
{
    /// <summary>The value for a tensor.</summary>
    /// <param name="tensor">Its name.</param>
    /// <param name="t">Where its layer stands in its slice: 0 for the first, 1 for the last or only one; 0 outside the layers.</param>
    /// <returns>null when no filter matches: then what stands a level above counts.</returns>
    public abstract double? At(string tensor, double t);

    /// <summary>One number.</summary>
    public static implicit operator ParameterSetting(double value) => new ConstantSetting(value);

    /// <summary>One number.</summary>
    public static ParameterSetting FromDouble(double value) => new ConstantSetting(value);

    /// <summary>Yes or no.</summary>
    public static ParameterSetting Flag(bool value) => new FlagSetting(value);

    /// <summary>Numbers spread evenly over the layers, linear between them.</summary>
    public static ParameterSetting Gradient(params IReadOnlyList<double> values) => new GradientSetting(values);

    /// <summary>The first setting whose filter is part of the tensor's name.</summary>
    public static ParameterSetting Filtered(params IReadOnlyList<(string? Filter, ParameterSetting Value)> settings) =>
        new FilteredSetting([.. settings.Select(setting => new NamedSetting(setting.Filter, setting.Value))]);
}

/// <summary>One number for all.</summary>
/// <param name="Value">The number.</param>
public sealed record ConstantSetting(double Value) : ParameterSetting
{
    /// <inheritdoc/>
    public override double? At(string tensor, double t) => Value;
}

/// <summary>Yes or no for all.</summary>
/// <param name="Value">Yes or no.</param>
public sealed record FlagSetting(bool Value) : ParameterSetting
{
    /// <inheritdoc/>
    public override double? At(string tensor, double t) => Value ? 1 : 0;
}

/// <summary>Numbers spread evenly over the layers.</summary>
/// <param name="Values">The first for the first layer, the last for the last.</param>
public sealed record GradientSetting(IReadOnlyList<double> Values) : ParameterSetting
{
    /// <inheritdoc/>
    public override double? At(string tensor, double t)
    {
        var place = t * (Values.Count - 1);
        var before = (int)place;
        var after = Math.Min(Values.Count - 1, before + 1);
        var share = place - before;
        return ((1 - share) * Values[before]) + (share * Values[after]);
    }
}

/// <summary>A setting for the tensors whose name contains a text.</summary>
/// <param name="Filter">The text; null or <c>*</c> for all.</param>
/// <param name="Value">A number, a flag or a gradient.</param>
public sealed record NamedSetting(string? Filter, ParameterSetting Value);

/// <summary>The first that matches counts.</summary>
/// <param name="Settings">In order.</param>
public sealed record FilteredSetting(IReadOnlyList<NamedSetting> Settings) : ParameterSetting
{
    /// <inheritdoc/>
    public override double? At(string tensor, double t) => Settings
        .FirstOrDefault(setting => setting.Filter is null or "*" || tensor.Contains(setting.Filter, StringComparison.Ordinal))?
        .Value.At(tensor, t);
}
