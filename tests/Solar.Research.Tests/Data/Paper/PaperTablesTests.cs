using CsvHelper;
using Solar.Research.Data.Paper;
using Solar.Research.Data.Sets;

namespace Solar.Research.Tests.Data.Paper;

/// <summary>The paper's tables as shipped agree with themselves and with the recipes.</summary>
public sealed class PaperTablesTests
{
    private static readonly IReadOnlyList<PaperScores> Scores = PaperScores.ReadAll(Path.Combine(Fixtures.Root, "data", "paper", "benchmarks.csv"));

    [Fact]
    public void Tables_2_to_7_have_all_their_rows() => Assert.Equal(
        [(2, 13), (3, 5), (4, 3), (5, 2), (6, 2), (7, 4)],
        Scores.GroupBy(row => row.Table).Select(table => (table.Key, table.Count())));

    [Fact]
    public void H6_is_the_mean_of_the_six_as_printed_except_where_a_misprint_is_noted()
    {
        // Two decimals are printed, so the mean of six printed numbers can differ by half a unit of the last and their own roundings.
        var wrong = Scores.Where(row => Math.Abs(row.Mean - row.H6) > Tolerance.PrintedMean.Absolute).Select(row => row.Model).ToList();
        Assert.Equal(["SFT v3 + v4", "Cand. 2"], wrong);
        Assert.Equal(wrong, Scores.Where(row => row.HasMisprint).Select(row => row.Model));
    }

    [Fact]
    public void The_misprint_of_SFT_v3_and_v4_is_a_lost_digit()
    {
        var row = Scores.Single(row => row.Model == "SFT v3 + v4");
        Assert.Equal(2.08, row.Tasks[4]);
        Close.Assert(row.H6, row.Mean + (80 / 6.0), Tolerance.PrintedMean);
    }

    [Fact]
    public void A_model_that_stands_in_two_tables_has_one_row_of_numbers()
    {
        var twice = Scores.GroupBy(row => row.Model).Where(group => group.Count() > 1).ToList();
        Assert.Equal(["DPO v2"], twice.Select(group => group.Key));
        Assert.All(twice, group => Assert.Equal(group.First().Tasks, group.Last().Tasks));
    }

    [Fact]
    public void Recipes_name_the_sets_that_the_tables_tick()
    {
        foreach (var recipe in DataRecipe.All)
        {
            var model = recipe.Name.Replace("sft-", "SFT ", StringComparison.Ordinal).Replace("dpo-", "DPO ", StringComparison.Ordinal);
            Assert.Equal(Scores.First(row => row.Model == model).Sets, recipe.Sets.Select(set => set.Set));
        }
    }

    [Fact]
    public void Table_1_as_shipped_is_what_the_recipes_scale()
    {
        var rows = Rows("training-sets.csv", ["set", "title", "kind", "total", "maximum_used", "open_source", "section", "note"]);
        Assert.Equal(
            rows.Select(row => (row[0], row[1], row[2], int.Parse(row[3]), int.Parse(row[4]), row[5] == "yes")),
            TrainingSet.Table1.Select(set => (set.Name, set.Title, set.Kind.ToString().ToLowerInvariant(), set.Total!.Value, set.MaximumUsed!.Value, set.OpenSource)));
    }

    [Fact]
    public void Table_8_as_shipped_is_what_the_filter_takes_out_in_both_spellings()
    {
        var rows = Rows("filtered-tasks.csv", ["printed", "task_name", "section", "note"]);
        Assert.Equal(10, rows.Count);
        Assert.Equal(rows.SelectMany(row => row[..2]).Distinct().Order(StringComparer.Ordinal), TaskFilter.Table8.Tasks.Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(row[0], row[1].Replace("/", "", StringComparison.Ordinal).Replace("ARC-", "ARC", StringComparison.Ordinal)));
    }

    [Fact]
    public void Table_9_is_a_row_of_fractions()
    {
        var row = Assert.Single(Rows("contamination.csv", ["model", "reference", "arc", "hellaswag", "mmlu", "truthfulqa", "winogrande", "gsm8k", "section", "note"]));
        Assert.Equal(["0.06", "", "0.15", "0.28", "", "0.70"], row[2..8]);
    }

    private static List<string[]> Rows(string file, string[] columns)
    {
        using var csv = CsvReader.FromFile(Path.Combine(Fixtures.Root, "data", "paper", file), new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        Assert.Equal(columns, csv.Headers);
        var rows = new List<string[]>();
        while (csv.Read())
            rows.Add([.. columns.Select(csv.GetString)]);
        return rows;
    }
}
