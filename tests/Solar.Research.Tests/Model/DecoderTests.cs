using Solar.Research.Data;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

public class DecoderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_comes_later_changes_nothing_before_by_one_bit(bool fused)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama, fused: fused);
        var one = Close.Values(decoder.call(TinyDecoder.Batch([3, 1, 4, 1, 5, 9, 2], [6, 5, 3, 5, 8, 9, 7])));
        var other = Close.Values(decoder.call(TinyDecoder.Batch([3, 1, 4, 1, 5, 30, 2], [6, 5, 3, 5, 8, 9, 7])));

        var v = decoder.Config.VocabSize;
        Assert.Equal(one[..(5 * v)], other[..(5 * v)]);
        Assert.NotEqual(one[(5 * v)..(6 * v)], other[(5 * v)..(6 * v)]);
        Assert.NotEqual(one[(6 * v)..(7 * v)], other[(6 * v)..(7 * v)]);
        Assert.Equal(one[(7 * v)..], other[(7 * v)..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_document_sees_nothing_of_the_one_before(bool fused)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama, fused: fused);
        TokenBatch Packed(params int[] tokens) => TokenBatch.From([new PackedRow(tokens, [0, 0, 0, 3, 3, 3, 3])]);

        var one = Close.Values(decoder.call(Packed(3, 1, 4, 1, 5, 9, 2)));
        var other = Close.Values(decoder.call(Packed(8, 20, 30, 1, 5, 9, 2)));
        var alone = Close.Values(decoder.call(TinyDecoder.Batch([1, 5, 9])));

        var v = decoder.Config.VocabSize;
        Assert.NotEqual(one[..(3 * v)], other[..(3 * v)]);
        Assert.Equal(one[(3 * v)..], other[(3 * v)..]);
        Close.Assert(alone, one[(3 * v)..], Tolerance.Forward); // rotary positions only matter by their distance
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_layers_with_a_window_of_five_see_nine_tokens(bool fused)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral, fused: fused);
        var one = Close.Values(decoder.call(TinyDecoder.Batch([9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));
        var other = Close.Values(decoder.call(TinyDecoder.Batch([30, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])));

        var v = decoder.Config.VocabSize;
        for (var t = 0; t < 11; t++)
        {
            var (before, after) = (one[(t * v)..((t + 1) * v)], other[(t * v)..((t + 1) * v)]);
            if (t <= 8)
                Assert.NotEqual(before, after);
            else
                Assert.Equal(before, after);
        }
    }

    [Fact]
    public void A_tied_head_is_the_embedding_and_both_uses_reach_its_gradient()
    {
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(TinyDecoder.TiedLlama, ScalarType.Float64);
        var batch = TinyDecoder.Batch(decoder.Config, 1, 4);
        decoder.Loss(batch).backward();

        Assert.Equal(ParameterCount.Of(decoder.Config), decoder.Weights.numel());
        // Rows of tokens that do not occur have a gradient from the head alone; all rows have one.
        var rows = decoder.Gradients.narrow(0, 0, decoder.Layout.Embedding.Count).view(decoder.Layout.Embedding.Shape).abs().amax([1]);
        Assert.All(Close.Values(rows), largest => Assert.True(largest > 0));
    }

    [Fact]
    public void The_weights_are_one_buffer_the_norms_at_its_end()
    {
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral);
        var parameters = decoder.named_parameters().ToArray();

        Assert.Equal(ParameterCount.Of(decoder.Config), decoder.Weights.numel());
        Assert.Equal(decoder.Weights.numel(), parameters.Sum(pair => pair.parameter.numel()));
        Assert.Equal(decoder.Weights.numel() - decoder.DecayedCount, parameters.Where(pair => pair.parameter.dim() == 1).Sum(pair => pair.parameter.numel()));
        Assert.Equal(3 + (6 * 2), parameters.Length);
        Assert.Empty(decoder.buffers());

        using (no_grad())
            decoder.Weights.fill_(0.25);
        Assert.All(parameters, pair => Assert.All(Close.Values(pair.parameter), value => Assert.Equal(0.25, value)));
    }

    [Fact]
    public void Gradients_add_up_in_one_buffer_until_it_is_cleared()
    {
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(decoder.Config, 2, 7);

        decoder.Loss(batch).backward();
        var once = Close.Values(decoder.Gradients);
        decoder.Loss(batch).backward();
        var twice = Close.Values(decoder.Gradients);
        decoder.Gradients.zero_();
        decoder.Loss(batch).backward();

        Assert.All(once, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(once.Select(value => 2 * value), twice);
        Assert.Equal(once, Close.Values(decoder.Gradients));
    }

    [Theory]
    [InlineData(ScalarType.Float32, true)]
    [InlineData(ScalarType.Float32, false)]
    [InlineData(ScalarType.Float64, false)]
    public void The_loss_is_the_cross_entropy_of_the_logits_over_the_targets_that_count(ScalarType dtype, bool fused)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral, dtype, fused);
        var batch = TinyDecoder.Batch(decoder.Config, 3, 7, ignored: [(0, 0), (0, 1), (2, 6)]);

        var logits = Close.Values(decoder.call(batch));
        var targets = batch.Targets!.data<long>().ToArray();
        var losses = new List<double>();
        for (var i = 0; i < targets.Length; i++)
        {
            var row = logits[(i * 37)..((i + 1) * 37)];
            if (targets[i] != TokenBatch.Ignored)
                losses.Add(Math.Log(row.Sum(Math.Exp)) - row[targets[i]]);
        }

        Assert.Equal(18, losses.Count);
        Close.Assert(losses.Average(), decoder.Loss(batch), dtype == ScalarType.Float64 ? Tolerance.Float64 : Tolerance.Forward);
    }

    [Fact]
    public void A_batch_with_nothing_to_predict_has_no_loss()
    {
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(decoder.Config, 1, 2, ignored: [(0, 0), (0, 1)]);

        Assert.Contains("2 targets", Assert.Throws<ArgumentException>(() => decoder.Loss(batch)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => decoder.Loss(batch with { Targets = null }));
        Assert.Throws<ArgumentException>(() => decoder.call(batch with { Ids = batch.Ids.flatten() }));
    }

    [Theory]
    [InlineData(ScalarType.Float64, false)]
    [InlineData(ScalarType.Float32, true)]
    [InlineData(ScalarType.BFloat16, true)]
    public void Layers_that_are_computed_again_have_the_same_loss_and_gradients(ScalarType dtype, bool fused)
    {
        using var scope = NewDisposeScope();
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral, dtype, fused);
        (double, double[]) Run(bool checkpoint)
        {
            using var step = NewDisposeScope();
            decoder.CheckpointGradients = checkpoint;
            decoder.Gradients.zero_();
            var batch = TinyDecoder.Batch(decoder.Config, 2, 11, [[0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4], new long[11]]);
            var loss = decoder.Loss(batch);
            batch.Dispose();
            loss.backward();
            return (Close.Values(loss)[0], Close.Values(decoder.Gradients));
        }

        var (loss, slopes) = Run(checkpoint: false);
        var (again, slopesAgain) = Run(checkpoint: true);

        Assert.Equal(loss, again);
        if (dtype == ScalarType.BFloat16)
            Close.AssertAsWhole(slopes, slopesAgain, Tolerance.BFloat16); // see the remarks of CheckpointGradients
        else
            Assert.Equal(slopes, slopesAgain);
    }

    [Fact]
    public void Fresh_weights_depend_on_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        using var one = new Decoder(TinyDecoder.Mistral);
        using var two = new Decoder(TinyDecoder.Mistral, dtype: ScalarType.Float64);
        using var three = new Decoder(TinyDecoder.Mistral);
        one.Initialize(5);
        two.Initialize(5);
        three.Initialize(6);

        Assert.Equal(Close.Values(one.Weights), Close.Values(two.Weights));
        Assert.NotEqual(Close.Values(one.Weights), Close.Values(three.Weights));

        var matrices = Close.Values(one.Weights.narrow(0, 0, one.DecayedCount));
        var embedding = matrices[..(37 * 32)];
        Assert.All(Close.Values(one.Weights)[(int)one.DecayedCount..], norm => Assert.Equal(1, norm));
        Assert.InRange(Math.Sqrt(embedding.Average(w => w * w)), 0.019, 0.021); // 1,184 draws of N(0, 0.02)
        Assert.InRange(embedding.Average(), -0.002, 0.002);
        var output = one.Layout.Layers[1].Output; // 768 draws of N(0, 0.02 / 2)
        Assert.InRange(Math.Sqrt(matrices[(int)output.Start..(int)(output.Start + output.Count)].Average(w => w * w)), 0.0092, 0.0108);
        // So the first number never changes unnoticed.
        Close.Assert(FirstDraw, embedding[0], Tolerance.Elementwise);
    }

    // SplitMix64(5, 0), Marsaglia's polar method, times 0.02.
    private const double FirstDraw = 0.009422344538171293;
}
