using System.Text.Json.Nodes;
using Solar.Research.Data.Sets;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Instruct;

/// <summary>What each tuned model learns from: Table 1's sets, at the recipe's share of its amounts.</summary>
internal static class InstructData
{
    /// <summary>The data of a model that is tuned, not merged.</summary>
    public static DataRecipe Of(InstructRecipe recipe, string model) => DataRecipe.Named(model switch
    {
        ModelName.Candidate1 => ModelName.DpoV2,
        ModelName.Candidate2 => ModelName.DpoV3,
        _ => model,
    }).Scaled(recipe.ShareOfTable1);

    /// <summary>The same as a stage's recipe has it: what it is called decides nothing.</summary>
    public static JsonNode Description(InstructRecipe recipe, string model)
    {
        var data = RecipeJson.ToNode(Of(recipe, model));
        data.Remove("name");
        return data;
    }
}
