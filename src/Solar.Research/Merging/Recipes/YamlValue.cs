using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Solar.Research.Merging.Recipes;

/// <summary>A value of a YAML file that knows where it stands.</summary>
internal sealed class YamlValue(YamlNode node, string source)
{
    public bool IsMapping => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    /// <summary>Nothing stands here: <c>~</c>, <c>null</c> or not even that.</summary>
    public bool IsNull => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>A refusal that names the line.</summary>
    public InvalidDataException Wrong(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{source}: line {node.Start.Line}: {what}."));

    public YamlMembers Members(string place) => new(node, source, place);

    public IEnumerable<YamlValue> Items() => node is YamlSequenceNode list
        ? list.Children.Select(child => new YamlValue(child, source))
        : throw Wrong("a list is expected here");

    public string Text() => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong("a text is expected here");

    public long Whole() => long.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
        ? whole
        : throw Wrong($"'{Text()}' is not a whole number");

    public int Layer() => Whole() is >= 0 and <= int.MaxValue and var layer ? (int)layer : throw Wrong($"{Text()} is no layer; the first is 0");

    public double Number(string name) => double.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw Wrong($"'{name}' has '{Text()}' where a number is expected");

    public ParameterSetting FlagOrNumber(string name) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } && FlagOf(text) is { } flag
        ? new FlagSetting(flag)
        : new ConstantSetting(Number(name));

    // YAML 1.1's, which is PyYAML's and so mergekit's.
    private static bool? FlagOf(string text) => text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };
}
