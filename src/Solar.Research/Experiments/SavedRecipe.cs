using System.Text.Json.Nodes;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments;

/// <summary>The recipe beside an experiment's results. One that is there stays as long as nothing has to be made: it tells of the program and the machine that made the results.</summary>
internal static class SavedRecipe
{
    /// <summary>Writes the recipe, unless the same one is there and all it asks for is made.</summary>
    public static void Keep<T>(string path, T recipe, ExperimentRun run, bool isMade)
        where T : class
    {
        if (!isMade || !File.Exists(path) || !JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(path))!["recipe"], RecipeJson.ToNode(recipe)))
            RecipeJson.Save(RunDescription.Of(recipe, run), path);
    }
}
