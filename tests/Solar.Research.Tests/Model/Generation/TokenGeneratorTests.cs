using Solar.Research.Model;
using Solar.Research.Model.Generation;

namespace Solar.Research.Tests.Model.Generation;

public class TokenGeneratorTests
{
    private static readonly int[][] Ragged = [[3, 1, 4, 1, 5, 9, 2], [6], [5, 3, 5, 8]];

    private static readonly Sampling Warm = new() { Temperature = 0.8, TopK = 20, TopP = 0.9, Seed = 11 };

    public static TheoryData<string, bool> Decoders => new()
    {
        { "window", true }, { "window", false }, { "tied", true }, { "tied", false }, { "dynamic", true }, { "dynamic", false },
    };

    [Theory]
    [MemberData(nameof(Decoders))]
    public void The_cache_changes_no_token(string kind, bool sampled)
    {
        using var decoder = Make(kind);
        var options = new GenerationOptions { MaxNewTokens = 20, Sampling = sampled ? Warm : null };

        var with = new TokenGenerator(decoder, options).Generate(Ragged);
        var without = new TokenGenerator(decoder, options with { UseCache = false }).Generate(Ragged);

        Assert.All(with, text => Assert.Equal(20, text.Ids.Count));
        Assert.Equal(without.Select(text => text.Ids), with.Select(text => text.Ids));
    }

    [Theory]
    [InlineData("window", true)]
    [InlineData("window", false)]
    [InlineData("tied", true)]
    [InlineData("tied", false)]
    public void A_ragged_batch_says_what_each_prompt_would_say_alone(string kind, bool sampled)
    {
        using var decoder = Make(kind);
        var options = new GenerationOptions { MaxNewTokens = 20, Sampling = sampled ? Warm : null };

        var together = new TokenGenerator(decoder, options).Generate(Ragged);

        // Row 0 alone draws what row 0 draws in a batch; the others are put first in turn, and compared greedily.
        Assert.Equal(new TokenGenerator(decoder, options).Generate([Ragged[0]])[0].Ids, together[0].Ids);
        for (var row = 1; row < Ragged.Length && !sampled; row++)
            Assert.Equal(new TokenGenerator(decoder, options).Generate([Ragged[row]])[0].Ids, together[row].Ids);
    }

    [Theory]
    [MemberData(nameof(Decoders))]
    public void A_prompt_that_all_rows_share_is_read_once_and_changes_no_token(string kind, bool sampled)
    {
        using var decoder = Make(kind);
        var options = new GenerationOptions { MaxNewTokens = 20, Sampling = sampled ? Warm : null };

        var once = new TokenGenerator(decoder, options).Generate([Ragged[0], Ragged[0], Ragged[0]]);
        var without = new TokenGenerator(decoder, options with { UseCache = false }).Generate([Ragged[0], Ragged[0], Ragged[0]]);

        Assert.Equal(without.Select(text => text.Ids), once.Select(text => text.Ids));
        Assert.Equal(sampled ? 3 : 1, once.Select(text => string.Join(' ', text.Ids)).Distinct().Count());
    }

    [Fact]
    public void A_row_with_a_seed_of_its_own_says_the_same_in_any_company()
    {
        using var decoder = Make("tied");
        IReadOnlyList<GeneratedTokens> Say(int[][] prompts, params long[] seeds) =>
            new TokenGenerator(decoder, new() { MaxNewTokens = 20, Sampling = Warm with { RowSeeds = seeds } }).Generate(prompts);

        var together = Say(Ragged, 5, 6, 7);
        for (var row = 0; row < Ragged.Length; row++)
            Assert.Equal(Say([Ragged[row]], 5 + row)[0].Ids, together[row].Ids);
        Assert.Throws<ArgumentException>(() => Say(Ragged, 5));
    }

    [Fact]
    public void No_text_ends_before_it_has_as_many_tokens_as_it_must_have()
    {
        using var decoder = Make("tied");
        var free = new TokenGenerator(decoder, new() { MaxNewTokens = 12, StopIds = [] }).Generate([[1]])[0].Ids;

        var ended = new TokenGenerator(decoder, new() { MaxNewTokens = 12, StopIds = [free[0]] }).Generate([[1]])[0];
        var held = new TokenGenerator(decoder, new() { MaxNewTokens = 12, MinNewTokens = 3, StopIds = [free[0]] }).Generate([[1]])[0];

        Assert.Empty(ended.Ids);
        Assert.True(held.Ids.Count >= 3);
        Assert.DoesNotContain(free[0], held.Ids);
    }

    [Fact]
    public void A_seed_says_the_same_again_and_another_seed_something_else()
    {
        using var decoder = Make("tied");
        IReadOnlyList<int> Say(long seed) => new TokenGenerator(decoder, new() { MaxNewTokens = 30, Sampling = Warm with { Seed = seed } }).Generate([[1]])[0].Ids;

        Assert.Equal(Say(1), Say(1));
        Assert.NotEqual(Say(1), Say(2));
    }

    [Fact]
    public void A_stop_id_ends_its_row_alone_and_is_not_part_of_it()
    {
        using var decoder = Make("tied");
        var free = new TokenGenerator(decoder, new() { MaxNewTokens = 12, StopIds = [] }).Generate(Ragged);
        var stop = free[0].Ids[4];
        var at = free[0].Ids.ToList().IndexOf(stop);

        var stopped = new TokenGenerator(decoder, new() { MaxNewTokens = 12, StopIds = [stop] }).Generate(Ragged);
        var byConfig = new TokenGenerator(Make("tied", stop), new() { MaxNewTokens = 12 }).Generate(Ragged);

        Assert.Equal(free[0].Ids.Take(at), stopped[0].Ids);
        Assert.Equal(StopReason.StopId, stopped[0].Reason);
        Assert.Equal(stopped.Select(text => text.Ids), byConfig.Select(text => text.Ids));
        for (var row = 1; row < Ragged.Length; row++)
            Assert.Equal(free[row].Ids.TakeWhile(id => id != stop), stopped[row].Ids);
    }

    [Fact]
    public void Tokens_are_told_as_they_come_and_the_listener_may_end_a_row()
    {
        using var decoder = Make("tied");
        var heard = new List<(int Row, int Id)>();
        var said = new TokenGenerator(decoder, new() { MaxNewTokens = 6 }).Generate(Ragged, (row, id) =>
        {
            heard.Add((row, id));
            return row != 1 || heard.Count(pair => pair.Row == 1) < 3;
        });

        Assert.Equal([6, 3, 6], said.Select(text => text.Ids.Count));
        Assert.Equal([StopReason.Length, StopReason.StopText, StopReason.Length], said.Select(text => text.Reason));
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 2, 0, 2, 0, 2], heard.Select(pair => pair.Row));
        for (var row = 0; row < 3; row++)
            Assert.Equal(said[row].Ids, heard.Where(pair => pair.Row == row).Select(pair => pair.Id));
    }

    [Fact]
    public void A_text_ends_where_the_model_has_no_more_positions()
    {
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama with { MaxPositionEmbeddings = 9 });
        var said = new TokenGenerator(decoder, new() { MaxNewTokens = 50 }).Generate(Ragged);

        Assert.All(said, text => Assert.Equal((2, StopReason.Length), (text.Ids.Count, text.Reason)));
        Assert.Throws<ArgumentException>(() => new TokenGenerator(decoder, new()).Generate([Enumerable.Repeat(1, 10).ToArray()]));
    }

    [Fact]
    public void What_cannot_be_continued_is_refused()
    {
        using var decoder = Make("tied");
        void Refused(string named, GenerationOptions options, params int[][] prompts) =>
            Assert.Contains(named, Assert.Throws<ArgumentException>(() => new TokenGenerator(decoder, options).Generate(prompts)).Message, StringComparison.Ordinal);

        Refused("Prompt 1", new(), [1], []);
        Refused("29", new(), [1, 29]);
        Refused("-1", new(), [-1]);
        Refused("Temperature 0", new() { Sampling = new() { Temperature = 0 } }, [1]);
        Refused("Top-k 0", new() { Sampling = new() { TopK = 0 } }, [1]);
        Refused("Top-p 0", new() { Sampling = new() { TopP = 0 } }, [1]);
        Refused("penalty 0", new() { RepetitionPenalty = 0 }, [1]);
        Refused("empty stop", new() { StopTexts = [""] }, [1]);
    }

    private static Decoder Make(string kind, int? eos = null) => TinyDecoder.Make(kind switch
    {
        "window" => TinyDecoder.Mistral,
        "dynamic" => TinyDecoder.Llama with { MaxPositionEmbeddings = 16, RopeScaling = new DynamicRopeScaling { Factor = 2 } },
        _ => TinyDecoder.TiedLlama with { EosTokenId = eos },
    });
}
