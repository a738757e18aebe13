using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Learns a byte-pair vocabulary with byte fallback from text.</summary>
/// <remarks>
/// Sennrich et al. 2016, in the manner of SentencePiece: the most frequent pair of neighbours becomes a piece, until the vocabulary is full.
/// Pieces: <c>&lt;unk&gt;</c>, <c>&lt;s&gt;</c>, <c>&lt;/s&gt;</c>, the 256 bytes, the merges in order, the characters by frequency;
/// each score is minus the rank. Line ends are never part of a piece: they are spelled <c>&lt;0x0A&gt;</c>.
/// The outcome depends on the words and their counts, not on the order of the documents.
/// Departs: where SentencePiece leaves a pair apart whose text is already a piece, it is merged here, as encoding would.
/// </remarks>
public static class BpeTrainer
{
    internal const int MetaPieces = 3 + 256;

    /// <summary>The vocabulary of some documents.</summary>
    /// <exception cref="ArgumentException">The text has too few different words, or too many characters, for the size.</exception>
    public static BpeTokenizer Train(IEnumerable<string> documents, BpeTrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var table = new WordTable(options);
        foreach (string document in documents)
            table.Add(document);

        var characters = Covered(table.Characters(), options.CharacterCoverage);
        int wanted = options.VocabularySize - MetaPieces - characters.Count;
        if (wanted < 0)
        {
            throw new ArgumentException($"A vocabulary of {options.VocabularySize} has no room for {MetaPieces} special tokens and bytes "
                + $"and {characters.Count} characters; lower CharacterCoverage ({options.CharacterCoverage}) or enlarge the vocabulary.", nameof(options));
        }

        var merges = new PairMerger(table.Words, characters, options.MaxPieceLength).Take(wanted);
        if (merges.Count < wanted)
        {
            throw new ArgumentException($"The text gives {merges.Count} merges, and a vocabulary of {options.VocabularySize} needs {wanted}; "
                + $"train on more text or ask for at most {options.VocabularySize - wanted + merges.Count}.", nameof(options));
        }

        return new BpeTokenizer(ModelOf(merges, characters));
    }

    // As many of the most frequent characters as make up the share. Zero ends a text in C, and stays a byte.
    private static List<string> Covered(List<(int CodePoint, long Count)> characters, double coverage)
    {
        double total = characters.Sum(entry => (double)entry.Count);
        double sum = 0;
        var covered = new List<string>();
        foreach (var (codePoint, count) in characters)
        {
            if (sum / total >= coverage)
                break;
            sum += count;
            if (codePoint != 0)
                covered.Add(new Rune(codePoint).ToString());
        }

        return covered;
    }

    private static TokenizerModel ModelOf(List<string> merges, List<string> characters)
    {
        var pieces = new List<Piece>
        {
            new("<unk>", 0, PieceType.Unknown), new("<s>", 0, PieceType.Control), new("</s>", 0, PieceType.Control),
        };
        pieces.AddRange(Enumerable.Range(0, 256).Select(value => new Piece(Piece.OfByte(value), 0, PieceType.Byte)));
        pieces.AddRange(merges.Concat(characters).Select((text, rank) => new Piece(text, -rank, PieceType.Normal)));
        return new TokenizerModel
        {
            Source = "a trained vocabulary",
            Pieces = pieces,
            UnknownId = 0,
            BosId = 1,
            EosId = 2,
            ByteFallback = true,
            Normalizer = new NormalizerRules(),
            DecodingDropsPrefix = true,
            AddedTokens = [new("<unk>", 0, Special: true), new("<s>", 1, Special: true), new("</s>", 2, Special: true)],
        };
    }
}
