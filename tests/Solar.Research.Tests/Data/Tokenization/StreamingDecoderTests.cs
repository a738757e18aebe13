using System.Text;

namespace Solar.Research.Tests.Data.Tokenization;

public class StreamingDecoderTests
{
    [Fact]
    public void Every_prefix_decodes_as_the_whole_of_it()
    {
        var random = new Random(5);
        for (int run = 0; run < 300; run++)
        {
            // mostly bytes, so that characters are cut in all ways
            int[] ids = [.. Enumerable.Range(0, 20).Select(_ => random.Next(4) == 0 ? random.Next(512) : 3 + random.Next(256))];
            var pushed = new StringBuilder();
            var decoder = Vocabularies.Own.NewStreamingDecoder();
            for (int length = 0; length < ids.Length; length++)
            {
                var part = Vocabularies.Own.NewStreamingDecoder();
                string prefix = string.Concat(ids.Take(length).Select(part.Push)) + part.Flush();
                Assert.Equal(Vocabularies.Own.Decode(ids.Take(length)), prefix);
                Assert.StartsWith(pushed.ToString(), prefix, StringComparison.Ordinal);
                pushed.Append(decoder.Push(ids[length]));
            }
        }
    }

    [Fact]
    public void A_character_comes_whole_or_not_at_all()
    {
        var random = new Random(6);
        for (int run = 0; run < 300; run++)
        {
            string text = Vocabularies.RandomText(random, longest: 20);
            var decoder = Vocabularies.Own.NewStreamingDecoder();
            var parts = Vocabularies.Own.EncodeToIds(text).Select(decoder.Push).ToList();
            Assert.Equal(text, string.Concat(parts));
            Assert.Equal("", decoder.Flush());
            Assert.All(parts, part => Assert.Equal(part, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(part))));
        }
    }

    [Fact]
    public void An_unfinished_character_is_held_back_and_then_given_as_replacements()
    {
        var decoder = Vocabularies.Own.NewStreamingDecoder();
        Assert.Equal("", decoder.Push(3 + 0xF0));
        Assert.Equal("", decoder.Push(3 + 0x9F));
        Assert.Equal("\uFFFD\uFFFD", decoder.Flush());
        Assert.Equal("A", decoder.Push(3 + 'A'));
    }
}
