using Solar.Research.Data;

namespace Solar.Research.Tests.Data;

public sealed class TokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-tokens-").FullName;

    private string Tokens => Path.Combine(_folder, "a.tokens");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Documents_come_back_as_they_were()
    {
        int[][] documents = [[1, 2, 3], [], [70_000]];
        TokenFile.Write(Tokens, documents);

        Assert.Equal(documents, TokenFile.Read(Tokens).Select(document => document.ToArray()));
        Assert.Equal(4 * (1 + 3 + 4), new FileInfo(Tokens).Length);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1)]
    public void A_file_cut_short_is_refused(int bytes)
    {
        TokenFile.Write(Tokens, [[1, 2, 3]]);
        using (var file = File.OpenWrite(Tokens))
            file.SetLength(file.Length - bytes);

        Assert.Contains(Tokens, Assert.Throws<InvalidDataException>(() => TokenFile.Read(Tokens)).Message);
    }

    [Fact]
    public void A_file_that_announces_too_much_is_refused()
    {
        File.WriteAllBytes(Tokens, [0xff, 0xff, 0xff, 0x7f]);
        Assert.Throws<InvalidDataException>(() => TokenFile.Read(Tokens));
    }
}
