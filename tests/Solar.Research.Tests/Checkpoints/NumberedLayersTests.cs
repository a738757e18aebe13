using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public class NumberedLayersTests
{
    [Theory]
    [InlineData("model.layers.{0}.mlp.up_proj.weight", "model.layers", "mlp.up_proj.weight")]
    [InlineData("h.{0}.attn.c_attn.weight", "h", "attn.c_attn.weight")]
    [InlineData("transformer.h.{0}.ln_1.bias", "transformer.h", "ln_1.bias")]
    [InlineData("gpt_neox.layers.{0}.attention.dense.weight", "gpt_neox.layers", "attention.dense.weight")]
    [InlineData("model.decoder.layers.{0}.fc2.weight", "model.decoder.layers", "fc2.weight")]
    [InlineData("model.layers.{0}.block_sparse_moe.experts.7.w1.weight", "model.layers", "block_sparse_moe.experts.7.w1.weight")]
    [InlineData("transformer.blocks.{0}.norm_1.weight", "transformer.blocks", "norm_1.weight")]
    public void Stack_and_part_are_read_off_the_name(string pattern, string stack, string part)
    {
        var names = Enumerable.Range(0, 12).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, i)).ToList();
        var layers = NumberedLayers.Of(names.Append("lm_head.weight"), "m");
        Assert.Equal((stack, 12), (layers.Stack, layers.Count));
        Assert.All(layers.Parts, parts => Assert.Equal([part], parts));
        Assert.Equal(["lm_head.weight"], layers.Others);
        Assert.Equal(names[11], layers.NameOf(11, part));
    }

    [Theory]
    [InlineData("a.weight", "no tensor is named like a numbered layer")]
    [InlineData("model.layers.0.x model.layers.2.x", "but no layer 1")]
    [InlineData("encoder.layers.0.x decoder.layers.0.x", "2 stacks")]
    [InlineData("layers.99999999999.x", "beyond counting")]
    [InlineData("layers.01.x", "no tensor is named like a numbered layer")]
    public void What_is_no_single_stack_is_refused(string names, string complaint)
    {
        var error = Assert.Throws<InvalidDataException>(() => NumberedLayers.Of(names.Split(' '), "m"));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }
}
