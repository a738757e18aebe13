using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Data.SyntheticMath.Server;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.SyntheticMath.Server;

public sealed class ServerRephraserTests
{
    private readonly List<TimeSpan> _waits = [];

    [Fact]
    public async Task A_question_goes_out_with_its_examples_and_the_reply_comes_back_bare()
    {
        await using var server = new LoopbackServer((_, _) => Said.Reply("Rephrase the above question: What do 2 and 3 make?\n\nQuestion: Another"));
        using var rephraser = Rephraser(server, ApiKey.Of("sk-secret"));

        var reply = Assert.Single(await rephraser.Rephrase([new("What is 2 + 3?", 77)]));

        Assert.Equal("What do 2 and 3 make?", reply.Text);
        var heard = Assert.Single(server.All);
        Assert.Equal("/v1/chat/completions", heard.Path);
        Assert.Contains("Authorization: Bearer sk-secret", heard.Headers, StringComparison.Ordinal);
        Assert.Equal(("tester", 0.7, 77), ((string?)heard.Body["model"], (double)heard.Body["temperature"]!, (int)heard.Body["seed"]!));
        Assert.EndsWith("Question: What is 2 + 3?\nRephrase the above question:", heard.Asked, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", rephraser.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_after_waits_that_grow_or_that_the_server_names()
    {
        Said?[] story =
        [
            new(429, "{}", "Retry-After: 7\r\n"), new(500, "oops"), null, new(200, "this is no JSON"), new(200, """{"choices": []}"""),
            Said.Reply("late") with { DelayMilliseconds = 3000 }, Said.Reply("half") with { CutInTheBody = true }, Said.Reply(@"\boxed{5}"),
        ];
        await using var server = new LoopbackServer((_, i) => story[i]);
        using var rephraser = Rephraser(server, recipe: recipe => recipe with { MaxTries = 9, TimeoutSeconds = 0.5 });

        var reply = Assert.Single(await rephraser.Answer([new("What is 2 + 3?", 1)]));

        Assert.Equal(MathReply.Of(@"\boxed{5}"), reply);
        Assert.Equal(story.Length, server.All.Count);
        Assert.Equal(TimeSpan.FromSeconds(7), _waits[0]);
        // 2, 4, 8 … seconds, each by half more or less.
        Assert.All(_waits.Skip(1).Index(), wait => Assert.InRange(wait.Item.TotalSeconds, 0.5 * Math.Min(60, 2 << wait.Index), 1.5 * Math.Min(60, 2 << wait.Index)));
        Assert.Equal(7, _waits.Count);
    }

    [Fact]
    public async Task A_refused_request_fails_alone_and_a_lost_one_after_its_last_try()
    {
        await using var server = new LoopbackServer((heard, _) =>
            heard.Asked.Contains("bad?", StringComparison.Ordinal) ? new(400, "too long")
            : heard.Asked.Contains("long?", StringComparison.Ordinal) ? Said.Reply("and so on", finish: "length")
            : heard.Asked.Contains("lost?", StringComparison.Ordinal) ? new(503, "busy")
            : Said.Reply("Fine?"));
        using var rephraser = Rephraser(server, recipe: recipe => recipe with { MaxTries = 3 });

        var replies = await rephraser.Rephrase([new("good?", 1), new("bad?", 2), new("long?", 3), new("lost?", 4)]);

        Assert.Equal("Fine?", replies[0].Text);
        Assert.Contains("400 Said: too long", replies[1].Failure, StringComparison.Ordinal);
        Assert.Equal("cut off at max_tokens", replies[2].Failure);
        Assert.Contains("no reply after 3 tries: 503 Said: busy", replies[3].Failure, StringComparison.Ordinal);
        Assert.Equal(6, server.All.Count);
    }

    [Fact]
    public async Task A_dead_server_and_a_wrong_key_end_the_work_and_no_message_has_the_key()
    {
        await using var dead = new LoopbackServer((_, _) => null);
        using var patient = Rephraser(dead, recipe: recipe => recipe with { MaxTries = 2, Concurrency = 1 });
        var ended = await Assert.ThrowsAsync<IOException>(() => patient.Rephrase([.. Enumerable.Range(0, 9).Select(i => new MathRequest($"{i}?", i))]));
        Assert.Contains("run the same command again", ended.Message, StringComparison.Ordinal);
        Assert.Equal(6, dead.All.Count); // three requests, two tries each

        await using var strict = new LoopbackServer((_, _) => new(401, "wrong key sk-secret"));
        using var intruder = Rephraser(strict, ApiKey.Of("sk-secret"));
        var refused = await Assert.ThrowsAsync<IOException>(() => intruder.Rephrase([new("1?", 1)]));
        Assert.Contains("401 Said: wrong key ***. It wants a key of its own: put it in SOLAR_API_KEY.", refused.Message, StringComparison.Ordinal);

        Assert.Throws<ArgumentException>(() => new ServerRephraser(new() { Server = new("http://example.org"), Model = "m" }, ApiKey.Of("sk-secret")));
        Assert.Equal("a key", ApiKey.Of("sk-secret").ToString());
    }

    [Fact]
    public async Task Requests_go_out_side_by_side_and_replies_keep_their_order()
    {
        await using var server = new LoopbackServer((heard, i) => Said.Reply("re: " + heard.Asked.Split("Question: ")[^1].Split('\n')[0]) with { DelayMilliseconds = i % 2 == 0 ? 60 : 5 });
        using var rephraser = Rephraser(server, recipe: recipe => recipe with { Concurrency = 3 });

        var replies = await rephraser.Rephrase([.. Enumerable.Range(0, 12).Select(i => new MathRequest($"{i}?", i))]);

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"re: {i}?"), replies.Select(reply => reply.Text));
        Assert.InRange(server.MostAtOnce, 2, 3);
    }

    [Fact]
    public async Task A_journal_answers_what_was_answered_before_and_forgives_a_line_that_was_cut_off()
    {
        using var scratch = new ScratchFolder();
        await using var server = new LoopbackServer((heard, _) => heard.Asked.Contains("1?", StringComparison.Ordinal) ? new(422, "no") : Said.Reply("re\nbär"));
        MathRequest[] requests = [new("0?", 0), new("1?", 1), new("2?", 2)];
        async Task<IReadOnlyList<MathReply>> Ask(MathRequest[] asked)
        {
            using var journal = new ReplyJournal(scratch["journal.jsonl"]);
            using var rephraser = Rephraser(server, journal: journal);
            return await rephraser.Rephrase(asked);
        }

        var first = await Ask(requests[..2]);
        File.AppendAllText(scratch["journal.jsonl"], """{"Key":"abc","Te""");
        var all = await Ask(requests);
        var again = await Ask(requests);

        Assert.Equal(3, server.All.Count); // each question once
        Assert.Equal(first, all.Take(2));
        Assert.Equal(all, again);
        Assert.Equal(3, File.ReadAllLines(scratch["journal.jsonl"]).Length);
        await Ask([requests[0] with { Seed = 9 }]); // another attempt is another request
        Assert.Equal(4, server.All.Count);

        File.WriteAllText(scratch["journal.jsonl"], "{}\n");
        Assert.Contains("line 1", Assert.Throws<InvalidDataException>(() => new ReplyJournal(scratch["journal.jsonl"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_spaces_the_requests_evenly()
    {
        await using var server = new LoopbackServer((_, _) => Said.Reply("Yes?"));
        using var rephraser = Rephraser(server, recipe: recipe => recipe with { RequestsPerMinute = 6, Concurrency = 1 });
        await rephraser.Rephrase([new("1?", 1), new("2?", 2), new("3?", 3)]);
        // Nobody waited in truth, so the third request is told to wait for both slots before it.
        Assert.Equal(2, _waits.Count);
        Assert.InRange(_waits[0].TotalSeconds, 5, 10);
        Assert.InRange(_waits[1].TotalSeconds, 15, 20);
    }

    [Fact]
    public async Task Stopping_ends_the_waiting()
    {
        await using var server = new LoopbackServer((_, _) => new(503, "busy"));
        using var stop = new CancellationTokenSource();
        using var rephraser = new ServerRephraser(RecipeOf(server) with { FirstDelaySeconds = 30 }, ApiKey.None);
        var asked = rephraser.Rephrase([new("1?", 1)], stop.Token);
        stop.CancelAfter(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    private static ServerRecipe RecipeOf(LoopbackServer server) => new() { Server = server.Address, Model = "tester" };

    private ServerRephraser Rephraser(LoopbackServer server, ApiKey? key = null, ReplyJournal? journal = null, Func<ServerRecipe, ServerRecipe>? recipe = null) =>
        new((recipe ?? (plain => plain))(RecipeOf(server)), key ?? ApiKey.None, journal, (time, stop) =>
        {
            lock (_waits)
                _waits.Add(time);
            return Task.CompletedTask;
        });
}
