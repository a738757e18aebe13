using System.Globalization;
using Solar.Research.Data.Paper;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;
using static Solar.Research.Experiments.Instruct.ModelName;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Instruct;

/// <summary>The experiments about the tables of the paper's section 4: each compares some models of one family, which are trained once for all of them.</summary>
public sealed class TableExperiment
{
    private readonly int _table;
    private readonly string[] _models;
    private readonly IReadOnlyList<ScoreClaim> _claims;

    private TableExperiment(string name, int table, string title, string[] models, IReadOnlyList<ScoreClaim> claims)
    {
        (Name, Title, _table, _models, _claims) = (name, title, table, models, claims);
    }

    /// <summary>Table 2: the base, the up-scaled base, and the final model.</summary>
    public static TableExperiment MainResults { get; } =
        new("main-results", 2, "The up-scaled and the final model on the six tests (Table 2)", [Base, UpScaled, MergeV1], ScoreClaim.OfMainResults);

    /// <summary>Table 3: the data of instruction tuning.</summary>
    public static TableExperiment InstructionTuning { get; } =
        new("instruction-tuning", 3, "What each data set does in instruction tuning (Table 3)", [SftV1, SftV2, SftV3, SftV4, SftV3V4], ScoreClaim.OfInstructionTuning);

    /// <summary>Table 4: the data of alignment tuning.</summary>
    public static TableExperiment AlignmentData { get; } =
        new("alignment-data", 4, "What each data set does in alignment tuning (Table 4)", [SftV3, DpoV1, DpoV2, DpoV1V2], ScoreClaim.OfAlignmentData);

    /// <summary>Table 5: the SFT model that alignment begins with.</summary>
    public static TableExperiment AlignmentBase { get; } =
        new("alignment-base", 5, "Whether a better SFT model makes a better aligned one (Table 5)", [SftV3, SftV3V4, DpoV2, DpoV3], ScoreClaim.OfSftBase);

    /// <summary>Tables 6 and 7: candidates and their merges.</summary>
    public static TableExperiment Merging { get; } =
        new("merging", 7, "Merging the candidates (Tables 6 and 7)", [Candidate1, Candidate2, MergeV1, MergeV2, MergeV3, MergeV4], ScoreClaim.OfMerging);

    /// <summary>All of them, in the order in which their models can be ready.</summary>
    public static IReadOnlyList<TableExperiment> All { get; } = [InstructionTuning, AlignmentData, AlignmentBase, Merging, MainResults];

    /// <summary>What the experiment is called.</summary>
    public string Name { get; }

    /// <summary>What it is about.</summary>
    public string Title { get; }

    /// <summary>Its entry in the catalog.</summary>
    public Experiment Experiment => new(
        Name,
        Title,
        [.. InstructScales.All.Keys],
        "At the paper's size './solar reproduce --scale paper' tunes, merges and scores all of them on the real data sets.",
        run => Plan(InstructScales.Of(run.Scale), run));

    /// <summary>The scores of an experiment at a scale, made if they are missing; writes no results.</summary>
    public TableOutcome Measure(ExperimentRun run)
    {
        var recipe = InstructScales.Of(run.Scale).WithSeeds(run.Seeds).Validate();
        var stages = new InstructStages(recipe, run.Folders, device(run.Device));
        new StageGraph(run.Folders.Stages).Run(Targets(recipe, stages), run.Jobs, run.Progress, run.Cancellation);
        var scores = Scores(recipe, stages, run.Folders);
        return new(Summarize(recipe, scores, run.Folders), scores);
    }

    /// <summary>Saves a recipe, and says what it needs: then metrics and summary can be written into the results folder.</summary>
    public ExperimentPlan Plan(InstructRecipe recipe, ExperimentRun run)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(run);
        recipe = recipe.WithSeeds(run.Seeds).Validate();
        var stages = new InstructStages(recipe, run.Folders, device(run.Device));
        var targets = Targets(recipe, stages);
        var source = SourceOf(recipe);
        var results = Directory.CreateDirectory(Path.Combine(run.Folders.Root, source)).FullName;
        SavedRecipe.Keep(Path.Combine(results, "recipe.json"), recipe, run, isMade: targets.All(run.Folders.Stages.Has));

        return new(targets, outcomes =>
        {
            var scores = Scores(recipe, stages, run.Folders);
            var summary = Summarize(recipe, scores, run.Folders);
            ScoreFile.Write(Path.Combine(results, "metrics.csv"), scores.All);
            RecipeJson.Save(summary, Path.Combine(results, "summary.json"));
            return new(Name, source, summary.Finding, outcomes, summary.Claims);
        });
    }

    private List<Stage> Targets(InstructRecipe recipe, InstructStages stages) => [.. recipe.Seeds.SelectMany(seed => _models.Select(model => stages.ScoresOf(model, seed)))];

    private ScoreTable Scores(InstructRecipe recipe, InstructStages stages, ExperimentFolders folders) => new(
        from seed in recipe.Seeds
        from model in _models
        from score in ScoreStage.Read(folders.Stages.FolderOf(stages.ScoresOf(model, seed)), model, seed)
        select score);

    internal TableSummary Summarize(InstructRecipe recipe, ScoreTable scores, ExperimentFolders folders)
    {
        var paper = PaperScores.ReadAll(folders.Data("paper", "benchmarks.csv"));
        var claims = PaperClaim.ReadAll(folders.Data("paper", "claims.csv"));
        var measured = _claims.Select(claim => claim.Measure(scores, claims, recipe.Scale, Name, SourceOf(recipe))).ToList();
        return new()
        {
            Scale = recipe.Scale,
            Title = Title,
            Finding = FindingOf(scores, measured),
            Seeds = recipe.Seeds,
            Models = [.. _models.Select(model => ModelSummary.Of(model, model is Candidate1 or Candidate2 ? 6 : _table, scores, paper))],
            Claims = measured,
        };
    }

    private string FindingOf(ScoreTable scores, List<Claim> claims)
    {
        var best = _models.MaxBy(model => scores.Seeds.Average(seed => scores.Of(seed).H6(model)))!;
        int Count(Verdict verdict) => claims.Count(claim => claim.Verdict == verdict);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TitleOf(best)} has the highest H6, {scores.Seeds.Average(seed => scores.Of(seed).H6(best)):0.0}; of {claims.Count} claims {Count(Verdict.Supported)} are supported, {Count(Verdict.Undecided)} undecided, {Count(Verdict.Contradicted)} contradicted");
    }

    private string SourceOf(InstructRecipe recipe) => $"{ExperimentFolders.ResultsOf(recipe.Scale)}/{Name}";
}

/// <summary>What an experiment about a table gave, for a notebook to look at.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Scores">Every score.</param>
public sealed record TableOutcome(TableSummary Summary, ScoreTable Scores)
{
    /// <summary>The claims with their verdicts.</summary>
    public ClaimsTable Claims => new(Summary.Claims);

    /// <summary>Every score as rows, to be queried.</summary>
    public IReadOnlyList<ModelScore> Rows => [.. Scores.All];
}
