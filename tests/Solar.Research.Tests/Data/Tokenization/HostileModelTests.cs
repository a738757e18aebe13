using System.Text;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

/// <summary>A damaged file gives one InvalidDataException, and nothing else ever.</summary>
public class HostileModelTests
{
    private static readonly byte[] Whole = File.ReadAllBytes(Vocabularies.PathOf("own512.model"));

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (int length = 0; length < Whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => ModelProtoReader.Read(Whole[..length], "cut"));
        Assert.Equal(512, ModelProtoReader.Read(Whole, "whole").Pieces.Count);
    }

    [Theory]
    [InlineData("own512.model")]
    [InlineData("rules.model")]
    public void Changed_bytes_are_read_or_refused_but_never_crash(string name)
    {
        byte[] whole = File.ReadAllBytes(Vocabularies.PathOf(name));
        var random = new Random(8);
        int refused = 0;
        for (int run = 0; run < 600; run++)
        {
            byte[] file = [.. whole];
            for (int change = random.Next(1, 6); change > 0; change--)
                file[random.Next(file.Length)] = (byte)random.Next(256);
            refused += SurvivesOrRefuses(() => new BpeTokenizer(ModelProtoReader.Read(file, "changed")));
        }

        Assert.InRange(refused, 100, 599);
    }

    [Fact]
    public void A_changed_json_is_read_or_refused_but_never_crashes()
    {
        byte[] whole = TokenizerJsonWriter.Write(ModelProtoReader.Read(Whole, "whole"));
        var random = new Random(9);
        int refused = 0;
        for (int run = 0; run < 200; run++)
        {
            byte[] file = [.. whole];
            file[random.Next(file.Length)] = (byte)random.Next(32, 127);
            refused += SurvivesOrRefuses(() => new BpeTokenizer(TokenizerJsonReader.Read(file, "changed")));
        }

        Assert.InRange(refused, 100, 200);
        for (int length = 0; length < whole.Length - 1; length += 97)
            Assert.Throws<InvalidDataException>(() => TokenizerJsonReader.Read(whole[..length], "cut"));
    }

    [Theory]
    [InlineData("0AFFFFFFFF0F", "bytes")]                         // a piece of 4 GiB
    [InlineData("0AFFFFFFFFFFFFFFFFFFFF01", "64 bits")]           // a length that is no number
    [InlineData("0A020A05", "says it holds")]                     // a piece that ends before its text
    [InlineData("0A0A0A01611500000080FF", "cut off|says it holds")]
    [InlineData("0A080A0161150000C07F", "NaN")]
    [InlineData("0A040A02C328", "UTF-8")]
    [InlineData("0A020A00", "empty")]
    [InlineData("0A050A01611809", "type 9")]
    [InlineData("0A030A01610A030A0161", "model type|twice")]
    [InlineData("12021801", "UNIGRAM")]
    [InlineData("12021803", "WORD")]
    [InlineData("120518021001C001", "cut off|says it holds")]
    [InlineData("120518 02C00101", "treat_whitespace_as_suffix")]
    [InlineData("12021802", "normalizer")]
    [InlineData("120218021A00", "unknown piece")]
    [InlineData("120218021A0412020102", "precompiled_charsmap")]
    [InlineData("2A0312010112021802", "denormalizer")]
    [InlineData("3200", "field 6")]
    [InlineData("0B", "wire type")]
    [InlineData("00", "field number 0")]
    public void The_message_names_the_file_and_what_is_wrong(string hex, string oneOf)
    {
        byte[] file = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var problem = Assert.Throws<InvalidDataException>(() => ModelProtoReader.Read(file, "some.model"));
        Assert.Contains("some.model", problem.Message, StringComparison.Ordinal);
        Assert.True(oneOf.Split('|').Any(part => problem.Message.Contains(part, StringComparison.Ordinal)), problem.Message);
    }

    [Fact]
    public void A_missing_file_says_what_is_expected()
    {
        Assert.Contains("tokenizer.json", Assert.Throws<FileNotFoundException>(() => BpeTokenizer.Load("nowhere/tokenizer.model")).Message, StringComparison.Ordinal);
        string empty = Vocabularies.TemporaryFolder();
        Assert.Contains("neither", Assert.Throws<FileNotFoundException>(() => BpeTokenizer.Load(empty)).Message, StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    private static int SurvivesOrRefuses(Func<BpeTokenizer> load)
    {
        try
        {
            var tokenizer = load();
            foreach (byte[] text in new[] { "In the beginning A\tD ﬁ 😀<sep>"u8.ToArray(), Encoding.UTF8.GetBytes("\u200b½ e\u0301") })
                tokenizer.Decode(tokenizer.EncodeUtf8ToIds(text));
            return 0;
        }
        catch (InvalidDataException)
        {
            return 1;
        }
    }
}
