using System.Text;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model.Generation;
using Decoder = Solar.Research.Model.Decoder;

namespace Solar.Research.Tests.Model.Generation;

public sealed class TextGeneratorTests : IDisposable
{
    private static readonly BpeTokenizer Tokenizer = BpeTrainer.Train(
        ["the cat sat on the mat and the dog sat on the log", "a dog and a cat met on the mat, näher"],
        new() { VocabularySize = 300, CharacterCoverage = 1 });

    private readonly Decoder decoder = TinyDecoder.Make(TinyDecoder.TiedLlama with { VocabSize = Tokenizer.VocabularySize });

    private static string[] Prompts => ["the cat", "a dog and", ""];

    public void Dispose() => decoder.Dispose();

    [Fact]
    public void Prompt_and_addition_are_one_text_and_the_pieces_told_are_the_addition()
    {
        var told = new[] { new StringBuilder(), new StringBuilder(), new StringBuilder() };
        var added = new TextGenerator(decoder, Tokenizer, new() { MaxNewTokens = 40, StopIds = [] }).Generate(Prompts, (row, piece) => told[row].Append(piece));

        for (var row = 0; row < 3; row++)
        {
            var whole = Tokenizer.Decode([.. Tokenizer.EncodeToIds(Prompts[row], addBos: true), .. added[row].Ids]);
            Assert.Equal(40, added[row].Ids.Count);
            Assert.Equal(whole, Prompts[row] + added[row].Text);
            Assert.Equal(added[row].Text, told[row].ToString());
        }
    }

    [Fact]
    public void A_stop_text_ends_its_row_and_is_never_told()
    {
        var options = new GenerationOptions { MaxNewTokens = 40, StopIds = [] };
        var free = new TextGenerator(decoder, Tokenizer, options).Generate(Prompts);
        var stop = free[0].Text[10..14]; // crosses tokens as it happens to
        var told = new StringBuilder();

        var stopped = new TextGenerator(decoder, Tokenizer, options with { StopTexts = ["no such text", stop] })
            .Generate(Prompts, (row, piece) => told.Append(row == 0 ? piece : ""));

        Assert.Equal(free[0].Text[..free[0].Text.IndexOf(stop, StringComparison.Ordinal)], stopped[0].Text);
        Assert.Equal(stopped[0].Text, told.ToString());
        Assert.Equal(StopReason.StopText, stopped[0].Reason);
        Assert.True(stopped[0].Ids.Count < 40);
        Assert.All(Enumerable.Range(1, 2), row => Assert.StartsWith(stopped[row].Text, free[row].Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("END", "abcENDxyz", "abc")]
    [InlineData("aab", "aaab", "a")]
    [InlineData("x", "xyz", "")]
    [InlineData("END", "abcEN", "abcEN")]
    public void A_stop_text_is_found_across_tokens(string stop, string said, string expected)
    {
        var text = new StoppingText(Tokenizer.NewStreamingDecoder(), [stop]);
        var told = new StringBuilder();
        // Byte b is the token b + 3, behind <unk>, <s> and </s>.
        foreach (var id in Encoding.UTF8.GetBytes(said).Select(b => b + 3))
        {
            var goesOn = text.Push(id);
            told.Append(text.TakeCertain());
            Assert.DoesNotContain(stop, told.ToString(), StringComparison.Ordinal);
            if (!goesOn)
                break;
        }

        text.End();
        told.Append(text.TakeCertain());
        Assert.Equal(expected, text.Text);
        Assert.Equal(expected, told.ToString());
        Assert.Equal(expected != said, text.Stopped);
    }
}
