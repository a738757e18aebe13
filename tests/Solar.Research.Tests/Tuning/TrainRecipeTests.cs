using Solar.Research.Tuning;

namespace Solar.Research.Tests.Tuning;

public class TrainRecipeTests
{
    private static readonly TrainRecipe Full = new()
    {
        Steps = 100,
        RowsPerBatch = 8,
        TokensPerRow = 128,
        LearningRate = 3e-4,
        RowsPerMicroBatch = 4,
        Schedule = new() { Decay = Decay.Linear, WarmupSteps = 10, FinalFraction = 0.125 },
        Beta1 = 0.8,
        Beta2 = 0.9,
        Epsilon = 1e-7,
        WeightDecay = 0.01,
        GradientClip = 0.5,
        Precision = Precision.Bf16,
        GradientCheckpointing = true,
        MasterWeights = MasterKind.None,
        OptimizerState = StatePrecision.Int8,
        Seed = 42,
        Threads = 1,
        EvaluateEvery = 5,
        CheckpointEvery = 20,
    };

    [Fact]
    public void Json_and_back_is_the_same_recipe()
    {
        Assert.Equal(Full, RecipeJson.Read<TrainRecipe>(RecipeJson.Write(Full)));
        // Every settable member of this test differs from its default, so none of them can be lost unseen.
        var plain = RecipeJson.ToNode(new TrainRecipe { Steps = 1, RowsPerBatch = 1, TokensPerRow = 1, LearningRate = 1 });
        var full = RecipeJson.ToNode(Full);
        Assert.Equal(19, full.Count);
        // Members that came later are left out at their defaults: what was made by an older recipe, and is named by its hash, is found again.
        Assert.Equal(["master_weights", "optimizer_state"], full.Select(member => member.Key).Except(plain.Select(member => member.Key)));
        Assert.All(full, member => Assert.NotEqual(plain[member.Key]?.ToJsonString(), member.Value?.ToJsonString()));
    }

    [Fact]
    public void Members_are_written_in_snake_case_and_enums_by_name()
    {
        var json = RecipeJson.Write(Full);

        Assert.Contains("\"rows_per_micro_batch\": 4", json, StringComparison.Ordinal);
        Assert.Contains("\"precision\": \"bf16\"", json, StringComparison.Ordinal);
        Assert.Contains("\"master_weights\": \"none\"", json, StringComparison.Ordinal);
        Assert.Contains("\"optimizer_state\": \"int8\"", json, StringComparison.Ordinal);
        Assert.Contains("\"optimizer_state\": \"bfloat16\"", RecipeJson.Write(Full with { OptimizerState = StatePrecision.Bfloat16 }), StringComparison.Ordinal);
        Assert.Contains("\"master_weights\": \"offloaded\"", RecipeJson.Write(Full with { MasterWeights = MasterKind.Offloaded }), StringComparison.Ordinal);
        Assert.Contains("\"decay\": \"linear\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"steps\": 100", "\"stepz\": 100", "stepz")]
    [InlineData("\"steps\": 100,", "", "steps")]
    [InlineData("\"steps\": 100", "\"steps\": 100, \"steps\": 100", "steps")]
    [InlineData("\"precision\": \"bf16\"", "\"precision\": \"fp8\"", "precision")]
    [InlineData("\"warmup_steps\": 10", "\"warm_up\": 10", "warm_up")]
    [InlineData("\"seed\": 42", "\"seed\": \"42\"", "seed")]
    public void A_member_that_is_unknown_missing_repeated_or_wrong_is_refused_by_name(string written, string changed, string named)
    {
        var json = RecipeJson.Write(Full);
        Assert.Contains(written, json, StringComparison.Ordinal);

        var refusal = Assert.Throws<InvalidDataException>(() => RecipeJson.Read<TrainRecipe>(json.Replace(written, changed, StringComparison.Ordinal), "my.json"));

        Assert.StartsWith("my.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_recipe_is_accepted_and_each_wrong_number_is_named()
    {
        Assert.Same(Full, Full.Validate());
        Refused(Full with { RowsPerMicroBatch = 3 }, "8 rows does not divide into micro-batches of 3");
        Refused(Full with { Precision = Precision.Fp32 }, "master_weights is none, which is for bf16 precision");
        Refused(Full with { Steps = 0 }, "Steps");
        Refused(Full with { LearningRate = double.NaN }, "LearningRate is NaN");
        Refused(Full with { Beta1 = 1 }, "Beta1 is 1");
        Refused(Full with { Beta2 = -0.1 }, "Beta2 is -0.1");
        Refused(Full with { Epsilon = 0 }, "Epsilon is 0");
        Refused(Full with { WeightDecay = -1 }, "WeightDecay is -1");
        Refused(Full with { GradientClip = double.NaN }, "GradientClip is NaN");
        Refused(Full with { Threads = -1 }, "Threads");
        Refused(Full with { Schedule = new() { WarmupSteps = 101 } }, "warm-up of 101 steps does not fit into 100");
        Refused(Full with { Schedule = new() { FinalFraction = 1.5 } }, "1.5");
        Refused(Full with { Schedule = new() { Decay = Decay.Constant } }, "constant");

        static void Refused(TrainRecipe recipe, string named) =>
            Assert.Contains(named, Assert.ThrowsAny<ArgumentException>(recipe.Validate).Message, StringComparison.Ordinal);
    }
}
