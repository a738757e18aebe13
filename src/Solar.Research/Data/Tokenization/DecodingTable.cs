namespace Solar.Research.Data.Tokenization;

/// <summary>What each id is as text.</summary>
internal sealed class DecodingTable
{
    private readonly string[] surfaces;
    private readonly short[] bytes;
    private readonly bool[] beginsWithSpace;

    public DecodingTable(TokenizerModel model)
    {
        DropsPrefix = model.DecodingDropsPrefix;
        DropsAllLeadingSpace = model.Normalizer.RemoveExtraWhitespaces;
        surfaces = [.. model.Pieces.Select(piece => piece.Type switch
        {
            PieceType.Control => "",
            PieceType.Unknown => model.UnknownSurface,
            _ => piece.Text.Replace(TokenizerModel.Space, ' '),
        })];
        bytes = [.. model.Pieces.Select(piece => (short)(piece.Type == PieceType.Byte ? Piece.ByteOf(piece.Text) : -1))];
        beginsWithSpace = [.. model.Pieces.Select(piece =>
            piece.Type is not (PieceType.Control or PieceType.Unknown) && piece.Text[0] == TokenizerModel.Space)];
    }

    public int Count => surfaces.Length;

    /// <summary>The first ▁ of the text was put there by encoding, and goes.</summary>
    public bool DropsPrefix { get; }

    /// <summary>So does every ▁ until there is text: remove_extra_whitespaces.</summary>
    public bool DropsAllLeadingSpace { get; }

    public string SurfaceOf(int id) => surfaces[id];

    /// <summary>The byte that an id stands for, or −1.</summary>
    public int ByteOf(int id) => bytes[id];

    public bool BeginsWithSpace(int id) => beginsWithSpace[id];
}
