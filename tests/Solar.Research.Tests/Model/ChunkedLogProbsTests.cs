using Solar.Research.Data;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

public class ChunkedLogProbsTests
{
    // More rows than one chunk holds: 2^20 ÷ 16,411 rounds down to 63, and 64 is the least.
    private const int Vocabulary = 16_411, Width = 6, Rows = 150;

    [Fact]
    public void Values_and_gradients_over_several_chunks_are_those_of_a_whole_log_softmax()
    {
        using var scope = NewDisposeScope();
        var (hidden, head) = (Drawn(1, Rows, Width).requires_grad_(), Drawn(2, Vocabulary, Width).requires_grad_());
        var targets = tensor(Enumerable.Range(0, Rows).Select(i => (long)(i * 109 % Vocabulary)).ToArray());
        var wanted = Drawn(3, Rows, 1).squeeze(1);

        var whole = nn.functional.log_softmax(hidden.matmul(head.t()), 1);
        var expected = whole.gather(1, targets.unsqueeze(1)).squeeze(1);
        (expected * wanted).sum().backward();
        var (hiddenGradient, headGradient) = (hidden.grad!.clone(), head.grad!.clone());
        hidden.grad.zero_();
        head.grad.zero_();

        var (logProbs, correct) = ChunkedLogProbs.Of(hidden, head, targets);
        (logProbs * wanted).sum().backward();

        Close.Assert(expected, logProbs, Tolerance.Float64);
        Close.Assert(hiddenGradient, hidden.grad, Tolerance.Float64);
        Close.Assert(headGradient, head.grad, Tolerance.Float64);
        Assert.Equal(0, correct.sum().item<double>());
        Assert.False(correct.requires_grad);
    }

    [Fact]
    public void The_likeliest_token_is_found_correct_and_no_other()
    {
        using var scope = NewDisposeScope();
        var (hidden, head) = (Drawn(1, Rows, Width), Drawn(2, Vocabulary, Width));
        var likeliest = hidden.matmul(head.t()).argmax(1);

        Assert.All(Close.Values(ChunkedLogProbs.Of(hidden, head, likeliest).Correct), value => Assert.Equal(1, value));
        Assert.All(Close.Values(ChunkedLogProbs.Of(hidden, head, (likeliest + 1).remainder(Vocabulary)).Correct), value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_needs_no_gradient_gets_none()
    {
        using var scope = NewDisposeScope();
        var (hidden, head) = (Drawn(1, 3, Width).requires_grad_(), Drawn(2, 11, Width));
        var targets = tensor(new long[] { 4, 0, 10 });

        ChunkedLogProbs.Of(hidden, head, targets).LogProbs.sum().backward();
        Assert.NotNull(hidden.grad);
        Assert.Null(head.grad);

        using var untracked = no_grad();
        Assert.False(ChunkedLogProbs.Of(hidden, head, targets).LogProbs.requires_grad);
    }

    private static Tensor Drawn(long stream, int rows, int columns)
    {
        var random = new SplitMix64(5, stream);
        return tensor(Enumerable.Range(0, rows * columns).Select(_ => ((random.Next() >> 11) / (double)(1L << 52)) - 1).ToArray(), [rows, columns]);
    }
}
