using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Solar.Research.Data.Prose;

namespace Solar.Research.Tests.Data.Prose;

public class ProseReaderTests
{
    [Fact]
    public void A_bible_chapter_is_its_verses_in_one_paragraph()
    {
        var chapters = KingJamesBible.Read("Ge1:1 In the beginning.\nGe1:2 And the earth.\nGe2:1 Thus the heavens.\n1Jn1:1 That which was.\n");

        Assert.Equal(
            [
                new("king-james-bible", "Ge1", "In the beginning. And the earth."),
                new("king-james-bible", "Ge2", "Thus the heavens."),
                new ProseDocument("king-james-bible", "1Jn1", "That which was."),
            ],
            chapters);
    }

    [Fact]
    public void A_line_without_a_reference_is_refused_by_its_number()
    {
        var failure = Assert.Throws<InvalidDataException>(() => KingJamesBible.Read("Ge1:1 In the beginning.\nno reference here\n"));
        Assert.Contains("Line 2", failure.Message);
    }

    [Fact]
    public void A_gloss_is_led_by_the_words_it_explains()
    {
        string[] lines =
        [
            "  1 This software and database is being provided to you, the LICENSEE",
            "00002684 03 n 02 object 0 physical_object 0 001 @ 00001930 n 0000 | a tangible and visible entity; \"full of balls\"  ",
            "00013662 00 s 01 galore(ip) 0 001 & 00013160 a 0000 | in great numbers",
        ];

        Assert.Equal(
            [
                new("wordnet", "data.noun/00002684", "object, physical object: a tangible and visible entity; \"full of balls\""),
                new ProseDocument("wordnet", "data.noun/00013662", "galore: in great numbers"),
            ],
            WordNetGlosses.Read(lines, "data.noun"));
    }

    // 0x0b = 11 words: a decimal reading would stop after the first one.
    [Fact]
    public void The_number_of_words_is_hexadecimal()
    {
        var words = string.Join(' ', Enumerable.Range(0, 11).Select(word => $"w{word} 0"));
        var gloss = Assert.Single(WordNetGlosses.Read([$"00000001 03 n 0b {words} 000 | many"], "data.noun"));
        Assert.Equal("w0, w1, w2, w3, w4, w5, w6, w7, w8, w9, w10: many", gloss.Text);
    }

    [Theory]
    [InlineData("00000001 03 n 01 word 0 000 no gloss")]
    [InlineData("00000001 03 n zz word 0 000 | bad count")]
    [InlineData("00000001 03 n 09 word 0 000 | too few words")]
    public void A_line_that_is_no_synonym_set_is_refused(string line)
    {
        var failure = Assert.Throws<InvalidDataException>(() => WordNetGlosses.Read([line], "data.noun").ToList());
        Assert.Contains("Line 1 of WordNet's 'data.noun'", failure.Message);
    }

    [Fact]
    public void Speeches_and_chapters_are_read_from_a_packed_package()
    {
        using var speeches = Tarball(("package/data/1790_b.json", """{"year":1790,"text":" Fellow\u2019s  Citizens "}"""), ("package/other/1.json", "{}"), ("package/data/1790_b.txt", "x"));
        Assert.Equal([new ProseDocument("state-of-the-union", "1790_b", "Fellow's Citizens")], StateOfTheUnion.Read(speeches));

        using var novel = Tarball(
            ("package/data/chapter_10.json", """{"chapter":"10","title":"Ten.","text":"b"}"""),
            ("package/data/chapter_2.json", """{"chapter":"2","title":"Two.","text":"a\r\n\r\na2"}"""),
            ("package/data/file_list.json", "[]"));
        Assert.Equal(
            [new("moby-dick", "chapter_2", "Two.\n\na\n\na2"), new ProseDocument("moby-dick", "chapter_10", "Ten.\n\nb")],
            MobyDick.Read(novel));
    }

    [Theory]
    [InlineData("  a\tb \n c  ", "a b c")]
    [InlineData("one\r\n\r\n\r\n two \n\n \n\nthree", "one\n\ntwo\n\nthree")]
    [InlineData("\u201CHe\u2019s\u201D \u0002\u2014 caf\u00E9", "\"He's\" \u2014 caf\u00E9")]
    [InlineData("", "")]
    public void Cleaning_leaves_words_and_paragraphs(string raw, string clean) => Assert.Equal(clean, ProseText.Clean(raw));

    private static MemoryStream Tarball(params (string Name, string Text)[] files)
    {
        var packed = new MemoryStream();
        using (var zipped = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zipped))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        packed.Position = 0;
        return packed;
    }
}
