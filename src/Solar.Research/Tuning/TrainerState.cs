using System.Text.Json.Nodes;

namespace Solar.Research.Tuning;

/// <summary>Where a run stands, beside its weights. The order of rows follows from the seed and the step, so no generator is saved.</summary>
internal sealed record TrainerState
{
    /// <summary>Optimizer steps taken; the next row is at step · rows per batch of the order.</summary>
    public required int Step { get; init; }

    public required long Tokens { get; init; }

    public required double Seconds { get; init; }

    public required TrainRecipe Recipe { get; init; }

    /// <summary>The model's config.json.</summary>
    public required JsonObject Model { get; init; }

    public required string TrainingSha256 { get; init; }

    public required string? ValidationSha256 { get; init; }

    /// <summary>Refuses to continue a run as another one, and names the first member that differs.</summary>
    /// <exception cref="InvalidDataException">The recipe, the model's shape or the data is not what the run began with.</exception>
    public void RequireSameRun(TrainerState saved, string path)
    {
        Compare(RecipeJson.ToNode(saved.Recipe), RecipeJson.ToNode(Recipe), "the recipe's");
        Compare(saved.Model, Model, "the model's");
        Compare(Hashes(saved), Hashes(this), "the data's");

        void Compare(JsonObject before, JsonObject now, string whose)
        {
            if (RecipeJson.FirstDifference(before, now) is { } difference)
            {
                throw new InvalidDataException(
                    $"{path}: {whose} '{difference.Member}' was {difference.Before} when the run began and is {difference.Now} now: " +
                    "restore it, or start the changed run in a folder of its own.");
            }
        }

        static JsonObject Hashes(TrainerState state) => new()
        {
            ["training_sha256"] = state.TrainingSha256,
            ["validation_sha256"] = state.ValidationSha256,
        };
    }
}
