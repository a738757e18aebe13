namespace Solar.Research.Data.SmallWorld;

/// <summary>Everything that decides a small world and the files that are written of it.</summary>
/// <remarks>
/// The numbers decide how hard the tests are: more beings, things and beliefs for the same prose, and each is met less often.
/// They were chosen so that a model of two million weights is well above chance and well below perfect, and before any ablation was read.
/// </remarks>
public sealed record WorldRecipe
{
    /// <summary>Decides every fact, every sentence and which of them are tested.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>People, of which each has a trade, a town, a pet, a dish and a pastime.</summary>
    public required int People { get; init; }

    /// <summary>Towns; as many animals and as many plants.</summary>
    public required int Places { get; init; }

    /// <summary>Things made of some material, to which the rules of kitchen and weather apply.</summary>
    public required int Things { get; init; }

    /// <summary>Topics about which people say one thing and books another.</summary>
    public required int Beliefs { get; init; }

    /// <summary>How evenly beings, things and beliefs are spoken of: the i-th of them has weight 1 / (i + this).</summary>
    public int ZipfOffset { get; init; } = 30;

    /// <summary>Of a hundred statements about a belief in prose, how many state the misconception.</summary>
    public int MisconceptionPercent { get; init; } = 60;

    /// <summary>Of a hundred answers about beliefs in Alpaca, how many are true; the preference sets' chosen answers always are.</summary>
    public int TruthfulAlpacaPercent { get; init; } = 75;

    /// <summary>Of a hundred questions that could be asked, how many are asked only in tests.</summary>
    public int TestedPercent { get; init; } = 40;

    /// <summary>Of a hundred rephrasings of a MATH problem, how many change its answer and have to be thrown out.</summary>
    public int WrongRephrasingPercent { get; init; } = 15;

    /// <summary>Documents of prose.</summary>
    public required int ProseDocuments { get; init; }

    /// <summary>Rows of <c>alpaca_gpt4</c>.</summary>
    public required int AlpacaRows { get; init; }

    /// <summary>Rows of <c>openorca</c>.</summary>
    public required int OpenOrcaRows { get; init; }

    /// <summary>Rows of <c>math_train</c>, the seeds of the synthetic mathematics.</summary>
    public required int MathRows { get; init; }

    /// <summary>Rows of <c>orca_dpo_pairs</c>.</summary>
    public required int OrcaDpoRows { get; init; }

    /// <summary>Rows of <c>ultrafeedback_cleaned</c>.</summary>
    public required int UltraFeedbackRows { get; init; }

    /// <summary>Items of each test; MMLU's are divided among its subjects.</summary>
    public required int TestItems { get; init; }

    /// <summary>Rows of each training split that few-shots are drawn from.</summary>
    public int ShotRows { get; init; } = 200;

    /// <summary>V of the vocabulary trained on the world.</summary>
    public int VocabularySize { get; init; } = 2048;

    /// <summary>A world that is written and learned in seconds: everything happens, nothing is proved.</summary>
    public static WorldRecipe Smoke { get; } = new()
    {
        People = 40,
        Places = 20,
        Things = 60,
        Beliefs = 60,
        ProseDocuments = 3000,
        AlpacaRows = 400,
        OpenOrcaRows = 600,
        MathRows = 200,
        OrcaDpoRows = 70,
        UltraFeedbackRows = 310,
        TestItems = 40,
        ShotRows = 60,
        VocabularySize = 1024,
    };

    /// <summary>A world that a model of two million weights learns in minutes, and not altogether.</summary>
    public static WorldRecipe Classroom { get; } = new()
    {
        People = 48,
        Places = 26,
        Things = 100,
        Beliefs = 130,
        ProseDocuments = 58_000,
        AlpacaRows = 2600,
        OpenOrcaRows = 5000,
        MathRows = 2000,
        OrcaDpoRows = 650,
        UltraFeedbackRows = 3050,
        TestItems = 320,
    };

    /// <exception cref="ArgumentException">The numbers do not make a world; the message says which.</exception>
    public WorldRecipe Validate()
    {
        Within(nameof(People), People, 8, Names.MostPeople);
        Within(nameof(Places), Places, 8, Names.MostPlaces);
        Within(nameof(Things), Things, 8, Names.MostThings);
        Within(nameof(Beliefs), Beliefs, 8, Names.MostBeliefs);
        Within(nameof(ZipfOffset), ZipfOffset, 1, 1_000_000);
        foreach (var (name, percent) in new[]
        {
            (nameof(MisconceptionPercent), MisconceptionPercent), (nameof(TruthfulAlpacaPercent), TruthfulAlpacaPercent), (nameof(WrongRephrasingPercent), WrongRephrasingPercent),
        })
        {
            Within(name, percent, 0, 100);
        }

        Within(nameof(TestedPercent), TestedPercent, 5, 95);
        foreach (var (name, rows) in new[]
        {
            (nameof(ProseDocuments), ProseDocuments), (nameof(AlpacaRows), AlpacaRows), (nameof(OpenOrcaRows), OpenOrcaRows), (nameof(MathRows), MathRows),
            (nameof(OrcaDpoRows), OrcaDpoRows), (nameof(UltraFeedbackRows), UltraFeedbackRows), (nameof(TestItems), TestItems), (nameof(ShotRows), ShotRows),
        })
        {
            Within(name, rows, 1, 10_000_000);
        }

        return this;

        static void Within(string name, int value, int lowest, int highest)
        {
            if (value < lowest || value > highest)
                throw new ArgumentException($"{name} is {value}; a small world has {lowest} to {highest}.");
        }
    }
}
