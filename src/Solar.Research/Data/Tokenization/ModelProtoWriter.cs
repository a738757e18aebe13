using System.Buffers.Binary;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Writes a <c>tokenizer.model</c> that SentencePiece and Hugging Face's converter load.</summary>
internal static class ModelProtoWriter
{
    public static byte[] Write(TokenizerModel model)
    {
        Refuse(model.Normalizer.Prefix is DummyPrefix.UnlessSpace or DummyPrefix.FirstUnlessSpace, "a ▁ put only before texts without a space");
        Refuse(model.Normalizer.SplitBeforeEverySpace, "splitting at every space");
        Refuse(!model.FuseUnknown && !model.ByteFallback, "unknown characters that are not fused");
        Refuse(model.AddedTokens.Any(token => !token.Special), "added tokens that are not special");
        Refuse(model.DecodingDropsPrefix != (model.Normalizer.Prefix != DummyPrefix.None), "a decoder that does not undo the prefix");

        var scored = model.Merges is null ? model : WithScores(model, model.Merges);
        using var file = new MemoryStream();
        foreach (var piece in scored.Pieces)
            Bytes(file, 1, Message(part => Piece(part, piece)));
        Bytes(file, 2, Message(part => Trainer(part, scored)));
        Bytes(file, 3, Message(part => Normalizer(part, scored.Normalizer)));
        return file.ToArray();
    }

    // The merges of a JSON file as scores: possible when every way to build a piece stands next to the others, as converters write them.
    private static TokenizerModel WithScores(TokenizerModel model, IReadOnlyList<(int Left, int Right, int Merged)> merges)
    {
        var order = merges.Select(merge => merge.Merged).Distinct().ToList();
        var pieces = model.Pieces.ToArray();
        for (int rank = 0; rank < order.Count; rank++)
            pieces[order[rank]] = pieces[order[rank]] with { Score = -rank };
        int next = order.Count;
        foreach (int id in Enumerable.Range(0, pieces.Length).Except(order).Where(id => pieces[id].Type == PieceType.Normal))
            pieces[id] = pieces[id] with { Score = -next++ };

        var scored = model with { Pieces = pieces, Merges = null };
        var derived = new MergeTable(scored).Merges.Select(merge => (merge.Left, merge.Right, merge.Merged)).ToHashSet();
        Refuse(!derived.SetEquals(merges), "merges that do not follow from its vocabulary");
        int back = Enumerable.Range(1, Math.Max(0, merges.Count - 1)).FirstOrDefault(i => pieces[merges[i].Merged].Score > pieces[merges[i - 1].Merged].Score);
        Refuse(back != 0, $"merges whose order no score can say (merge {back})");
        return scored;
    }

    private static void Piece(Stream to, Piece piece)
    {
        Text(to, 1, piece.Text);
        Float(to, 2, piece.Score);
        if (piece.Type != PieceType.Normal)
            Integer(to, 3, (int)piece.Type);
    }

    private static void Trainer(Stream to, TokenizerModel model)
    {
        Integer(to, 3, 2); // BPE
        Integer(to, 4, model.Pieces.Count);
        if (model.ByteFallback)
            Integer(to, 35, 1);
        Integer(to, 40, model.UnknownId);
        Integer(to, 41, model.BosId ?? -1);
        Integer(to, 42, model.EosId ?? -1);
        Integer(to, 43, model.PadId ?? -1);
        Text(to, 45, model.Pieces[model.UnknownId].Text);
        foreach (var (field, id) in new[] { (46, model.BosId), (47, model.EosId), (48, model.PadId) })
        {
            if (id is { } known)
                Text(to, field, model.Pieces[known].Text);
        }
    }

    private static void Normalizer(Stream to, NormalizerRules rules)
    {
        Text(to, 1, "identity");
        Integer(to, 3, rules.Prefix == DummyPrefix.None ? 0 : 1);
        Integer(to, 4, rules.RemoveExtraWhitespaces ? 1 : 0);
        Integer(to, 5, rules.EscapeWhitespaces ? 1 : 0);
    }

    private static byte[] Message(Action<Stream> write)
    {
        using var part = new MemoryStream();
        write(part);
        return part.ToArray();
    }

    private static void Integer(Stream to, int field, long value)
    {
        Varint(to, (ulong)field << 3);
        Varint(to, (ulong)value);
    }

    private static void Float(Stream to, int field, float value)
    {
        Varint(to, ((ulong)field << 3) | 5);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        to.Write(bytes);
    }

    private static void Text(Stream to, int field, string text) => Bytes(to, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(Stream to, int field, ReadOnlySpan<byte> bytes)
    {
        Varint(to, ((ulong)field << 3) | 2);
        Varint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void Varint(Stream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }

    private static void Refuse(bool present, string what)
    {
        if (present)
            throw new InvalidOperationException($"A tokenizer.model cannot say exactly what this tokenizer.json says: it has {what}. Copy the tokenizer.json itself.");
    }
}
