using Solar.Research.Data.Sets;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.Sets;

public sealed class DataFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private DataFolder Folder => new(_folder.Root);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("openorca.jsonl", DataFormat.JsonLines)]
    [InlineData("openorca.json", DataFormat.Json)]
    [InlineData("openorca.csv", DataFormat.Csv)]
    [InlineData("openorca.parquet", DataFormat.Parquet)]
    public void A_set_is_found_by_its_name_in_any_format(string file, DataFormat format)
    {
        Touch(file, "openorca_other.jsonl", "openorca.txt");
        var found = Folder["openorca"];
        Assert.Equal(("openorca", format), (found.Set, found.Format));
        Assert.Equal([_folder[file]], found.Paths);
    }

    [Fact]
    public void A_folder_is_one_set_in_the_order_of_its_files_names()
    {
        Touch("openorca/3_5M-GPT3_5-Augmented.parquet", "openorca/1M-GPT4-Augmented.parquet", "openorca/README.md");
        Assert.Equal([_folder["openorca/1M-GPT4-Augmented.parquet"], _folder["openorca/3_5M-GPT3_5-Augmented.parquet"]], Folder["openorca"].Paths);
    }

    [Fact]
    public void Numbered_shards_are_one_set_when_none_is_missing()
    {
        Touch("gsm8k_train-00000-of-00002.parquet", "gsm8k_train-00001-of-00002.parquet");
        Assert.Equal(2, Folder["gsm8k_train"].Paths.Count);
        File.Delete(_folder["gsm8k_train-00001-of-00002.parquet"]);
        Assert.Contains("2 shards are named, 1 are there; number 1 is missing", Assert.Throws<InvalidDataException>(() => Folder["gsm8k_train"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_set_says_what_was_looked_for() => Assert.Equal(
        $"{_folder.Root}: has no set 'openorca'. Looked for openorca.jsonl, openorca.json, openorca.csv, openorca.parquet, openorca/ with such files, openorca-00000-of-0000N with such an extension.",
        Assert.Throws<FileNotFoundException>(() => Folder["openorca"]).Message);

    [Fact]
    public void A_set_in_two_formats_is_refused()
    {
        Touch("openorca.jsonl", "openorca.parquet");
        Assert.Contains("has the set 'openorca' 2 times", Assert.Throws<InvalidDataException>(() => Folder["openorca"]).Message, StringComparison.Ordinal);
        Touch("mixed/a.jsonl", "mixed/b.parquet");
        Assert.Contains("files of several formats (.jsonl, .parquet)", Assert.Throws<InvalidDataException>(() => Folder["mixed"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_lead_out_of_the_folder() => Assert.Throws<ArgumentException>(() => Folder.Find("../openorca"));

    [Fact]
    public void A_folder_that_is_not_there_is_refused() => Assert.Throws<DirectoryNotFoundException>(() => new DataFolder(_folder["none"]));

    private void Touch(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "");
        }
    }
}
