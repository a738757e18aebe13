using System.Globalization;
using System.Text.RegularExpressions;

namespace Solar.Research.Checkpoints;

/// <summary>The stack of numbered layers in a checkpoint, read off the tensor names alone, whatever the architecture.</summary>
/// <remarks>
/// <c>model.layers.3.mlp.up_proj.weight</c> is part <c>mlp.up_proj.weight</c> of layer 3 of the stack <c>model.layers</c>;
/// <c>h.3.…</c>, <c>transformer.h.3.…</c>, <c>gpt_neox.layers.3.…</c> and <c>model.decoder.layers.3.…</c> are read alike.
/// </remarks>
public sealed partial class NumberedLayers
{
    private NumberedLayers(string stack, IReadOnlyList<IReadOnlyList<string>> parts, IReadOnlyList<string> others)
    {
        Stack = stack;
        Parts = parts;
        Others = others;
    }

    /// <summary>What stands before the number, such as <c>model.layers</c>.</summary>
    public string Stack { get; }

    /// <summary>How many layers there are.</summary>
    public int Count => Parts.Count;

    /// <summary>For each layer what stands after the number, in the order of the files.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parts { get; }

    /// <summary>The tensors outside the stack: embeddings, the last norm, the head.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>The name of a part of a layer.</summary>
    public string NameOf(int layer, string part) => string.Create(CultureInfo.InvariantCulture, $"{Stack}.{layer}.{part}");

    /// <summary>Reads the names of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">There is no stack, more than one, or one with a number missing.</exception>
    public static NumberedLayers Of(IEnumerable<string> names, string folder)
    {
        var layers = new SortedDictionary<int, List<string>>();
        var stacks = new SortedSet<string>(StringComparer.Ordinal);
        var others = new List<string>();
        foreach (var name in names)
        {
            var match = Numbered().Match(name);
            if (!match.Success)
            {
                others.Add(name);
                continue;
            }

            stacks.Add(match.Groups["stack"].Value);
            if (!int.TryParse(match.Groups["layer"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var layer))
                throw new InvalidDataException($"{folder}: '{Quoted.Name(name)}' has a layer number beyond counting.");
            if (!layers.TryGetValue(layer, out var parts))
                layers[layer] = parts = [];
            parts.Add(match.Groups["part"].Value);
        }

        if (stacks.Count != 1)
        {
            throw new InvalidDataException(stacks.Count == 0
                ? $"{folder}: no tensor is named like a numbered layer ('….layers.0.…' or '….h.0.…')."
                : $"{folder}: has {stacks.Count} stacks of layers ({Quoted.List(stacks)}); only a model with one can be scaled in depth.");
        }

        for (var i = 0; i < layers.Count; i++)
        {
            if (!layers.ContainsKey(i))
                throw new InvalidDataException($"{folder}: the stack '{stacks.Min}' has {layers.Count} layers up to number {layers.Keys.Max()}, but no layer {i}.");
        }

        return new(stacks.Min!, [.. layers.Values], others);
    }

    // A number may not have leading zeros: 'layers.01' and 'layers.1' would become one layer.
    [GeneratedRegex(@"^(?<stack>(?:[^.]+\.)*?(?:layers|layer|h|blocks|block))\.(?<layer>0|[1-9][0-9]*)\.(?<part>.+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();
}
