using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Scoring;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Model;
using Solar.Research.Tests.Checkpoints;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Evaluation.Scoring;

public sealed class LikelihoodScorerTests : IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly Decoder decoder = TinyBench.Decoder();

    // Shots change what is shared: with MMLU's, all questions of a subject share description and examples.
    [Theory]
    [InlineData("arc", 0)]
    [InlineData("arc", 2)]
    [InlineData("hellaswag", 1)]
    [InlineData("mmlu", 0)]
    [InlineData("mmlu", 2)]
    [InlineData("mmlu_text", 1)]
    [InlineData("truthfulqa", 0)]
    [InlineData("winogrande", 0)]
    [InlineData("winogrande", 2)]
    public void What_is_shared_is_read_once_and_the_likelihoods_are_the_same(string task, int shots)
    {
        var documents = Prompts(task, shots);
        var shared = new LikelihoodScorer(decoder, TinyBench.Tokenizer).Score(documents);
        var apart = new LikelihoodScorer(decoder, TinyBench.Tokenizer) { SharesPrefixes = false }.Score(documents);
        Assert.Equal(documents.Count, shared.Count);
        for (var i = 0; i < documents.Count; i++)
            Close.Assert(apart[i], shared[i], Tolerance.SharedPrefixes);
    }

    // As a GPU computes it, and in a composition of ordinary operations.
    [Theory]
    [InlineData("arc", 1, false)]
    [InlineData("mmlu_text", 2, false)]
    [InlineData("arc", 1, true)]
    [InlineData("mmlu_text", 2, true)]
    public void What_is_shared_does_not_depend_on_who_computes(string task, int shots, bool accelerator)
    {
        var documents = Prompts(task, shots);
        var usual = new LikelihoodScorer(decoder, TinyBench.Tokenizer) { SharesPrefixes = false }.Score(documents);
        decoder.Kernels = accelerator ? new AcceleratorKernels() : new Kernels();
        var found = new LikelihoodScorer(decoder, TinyBench.Tokenizer).Score(documents);
        for (var i = 0; i < documents.Count; i++)
            Close.Assert(usual[i], found[i], Tolerance.SharedPrefixes);
    }

    // The plainest way there is: one request at a time, all logits, a softmax in float64.
    [Theory]
    [InlineData("arc", 1, false)]
    [InlineData("mmlu", 2, true)]
    [InlineData("truthfulqa", 0, true)]
    [InlineData("winogrande", 1, false)]
    public void The_likelihoods_are_those_of_reading_every_request_by_itself(string task, int shots, bool bos)
    {
        var documents = Prompts(task, shots);
        var found = new LikelihoodScorer(decoder, TinyBench.Tokenizer, bos).Score(documents);
        for (var i = 0; i < documents.Count; i++)
            Close.Assert([.. documents[i].Requests.Select(request => Plain(request, bos))], found[i], Tolerance.Forward);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(100_000)]
    public void The_size_of_a_batch_changes_nothing(int tokens)
    {
        var documents = Prompts("arc", 2);
        var found = new LikelihoodScorer(decoder, TinyBench.Tokenizer) { TokensAtOnce = tokens }.Score(documents);
        var usual = new LikelihoodScorer(decoder, TinyBench.Tokenizer).Score(documents);
        for (var i = 0; i < documents.Count; i++)
            Close.Assert(usual[i], found[i], Tolerance.SharedPrefixes);
    }

    // A prompt of hundreds of tokens, and a model with a window of 50: nothing is shared, and the window holds.
    [Fact]
    public void A_model_that_looks_back_only_so_far_reads_every_request_whole()
    {
        using var narrow = TinyBench.Decoder(window: 50);
        var documents = Prompts("mmlu", 2);
        var found = new LikelihoodScorer(narrow, TinyBench.Tokenizer).Score(documents);
        Close.Assert([.. documents[0].Requests.Select(request => Plain(request, bos: false, narrow))], found[0], Tolerance.Forward);
    }

    [Fact]
    public void A_model_whose_numbers_are_not_finite_is_refused_by_row()
    {
        using (no_grad())
            decoder.Weights.fill_(double.NaN);
        var error = Assert.Throws<InvalidDataException>(() => new LikelihoodScorer(decoder, TinyBench.Tokenizer).Score(Prompts("winogrande", 0)));
        Assert.Contains("of winogrande: the model gives a log-likelihood of NaN", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        decoder.Dispose();
        scratch.Dispose();
    }

    private IReadOnlyList<PromptedDocument> Prompts(string task, int shots) =>
        new BenchmarkFolder(TinyBench.Write(scratch.Root)).Prompts(BenchmarkTask.Named(task), new EvaluationRecipe { Shots = shots });

    private double Plain(EvaluationRequest request, bool bos, Decoder? model = null)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var ids = TinyBench.Tokenizer.EncodeToIds(request.Context + request.Continuation, addBos: bos);
        var before = TinyBench.Tokenizer.EncodeToIds(request.Context, addBos: bos).Count;
        var logits = (model ?? decoder).forward(new TokenBatch(tensor(ids.Select(id => (long)id).ToArray(), [1, ids.Count]))).to(ScalarType.Float64);
        var logProbabilities = logits - logits.logsumexp(-1, keepdim: true); // [1, T, V]
        return Enumerable.Range(before, ids.Count - before).Sum(t => logProbabilities[0, t - 1, ids[t]].item<double>());
    }
}
