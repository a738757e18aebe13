namespace Solar.Research.Experiments.Paper;

/// <summary>Whether a stage has an input.</summary>
public enum InputState
{
    /// <summary>It is there.</summary>
    Present,

    /// <summary>It is not where the settings say, or is not what it should be.</summary>
    Missing,

    /// <summary>The settings do not name it.</summary>
    NotNamed,

    /// <summary>A stage before this one makes it.</summary>
    FromStage,
}

/// <summary>What a stage reads.</summary>
/// <param name="Name">A stage, a set, or a member of the settings.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="Problem">What is wrong, and what mends it; none when nothing is.</param>
public sealed record StageInput(string Name, InputState State, string? Problem = null)
{
    /// <summary>Whether the stage cannot begin without somebody doing something.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAbsent => State is InputState.Missing or InputState.NotNamed;

    /// <summary>The output of a stage.</summary>
    public static StageInput Of(string stage) => new(stage, InputState.FromStage);

    /// <summary>The name, and what is wrong.</summary>
    public override string ToString() => State switch
    {
        InputState.Present => $"{Name} present",
        InputState.FromStage => Name,
        _ => $"{Name} MISSING",
    };
}
