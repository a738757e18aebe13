using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Solar.Research.Experiments.Stages;

/// <summary>One step of an experiment: a function of its recipe and its inputs that fills a folder.</summary>
/// <remarks>What it makes is named by <see cref="Hash"/>: equal stages are one stage, in whichever experiment they stand.</remarks>
public sealed class Stage
{
    private readonly Lazy<string> _hash;

    /// <param name="name">What the stage is called in folders and progress lines: letters, digits, '-' and '.'.</param>
    /// <param name="version">The version of its code; raised whenever the same recipe would make something else.</param>
    /// <param name="recipe">Everything that decides what it makes, beside the inputs. Saved with what it makes.</param>
    /// <param name="inputs">The stages whose folders it reads.</param>
    /// <param name="work">Fills <see cref="StageRun.Folder"/>.</param>
    public Stage(string name, int version, JsonObject recipe, IReadOnlyList<Stage> inputs, Action<StageRun> work)
    {
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'))
            throw new ArgumentException($"A stage's name names a folder: letters, digits, '-' and '.' only, not '{name}'.", nameof(name));
        Name = name;
        Version = version;
        Recipe = recipe;
        Inputs = [.. inputs];
        Work = work;
        _hash = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Description().ToJsonString()))));
    }

    /// <summary>What the stage is called.</summary>
    public string Name { get; }

    /// <summary>The version of its code.</summary>
    public int Version { get; }

    /// <summary>Everything that decides what it makes, beside the inputs.</summary>
    public JsonObject Recipe { get; }

    /// <summary>The stages whose folders it reads.</summary>
    public IReadOnlyList<Stage> Inputs { get; }

    /// <summary>Whether an interrupted run may go on from what it left behind; else it starts in an empty folder again.</summary>
    public bool Resumes { get; init; }

    /// <summary>About how long the work takes beside that of the other stages: seconds on one core of a laptop. Only for telling how much is left.</summary>
    public double ExpectedSeconds { get; init; } = 1;

    /// <summary>SHA-256 of name, version, recipe and the inputs' hashes, in lower-case hexadecimal.</summary>
    public string Hash => _hash.Value;

    internal Action<StageRun> Work { get; }

    /// <summary>What the hash is taken of, and what stands beside the artifact as <c>stage.json</c>.</summary>
    public JsonObject Description() => new()
    {
        ["name"] = Name,
        ["version"] = Version,
        ["recipe"] = Recipe.DeepClone(),
        ["inputs"] = new JsonArray([.. Inputs.Select(input => (JsonNode)$"{input.Name} {input.Hash}")]),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Hash[..12]}";
}

/// <summary>What a stage is given to work with.</summary>
/// <param name="Folder">The folder to fill; it becomes the artifact when the work returns.</param>
/// <param name="Inputs">The artifact folders of the stage's inputs, in their order.</param>
/// <param name="Report">Takes the share of the work that is done, in [0, 1], and a few words.</param>
/// <param name="Cancellation">Ends the work early, with an exception.</param>
public sealed record StageRun(string Folder, IReadOnlyList<string> Inputs, Action<double, string> Report, System.Threading.CancellationToken Cancellation)
{
    /// <summary>The path of a file in the folder to fill.</summary>
    public string File(string name) => Path.Combine(Folder, name);
}
