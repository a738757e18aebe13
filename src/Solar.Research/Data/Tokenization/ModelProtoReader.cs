namespace Solar.Research.Data.Tokenization;

/// <summary>Reads a SentencePiece <c>tokenizer.model</c> of the BPE kind.</summary>
/// <remarks>SentencePiece's sentencepiece_model.proto; what a field changes in the result is either done or refused by name.</remarks>
internal static class ModelProtoReader
{
    // SentencePiece's trainer allows no piece longer than this; a longer one would make loading quadratic.
    private const int LongestPiece = 512;

    public static TokenizerModel Read(byte[] file, string source)
    {
        try
        {
            return Parse(file, source);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"'{source}' is not a SentencePiece BPE model that can be used: {problem.Message}.", problem);
        }
    }

    private static TokenizerModel Parse(byte[] file, string source)
    {
        var pieces = new List<Piece>();
        var trainer = new TrainerFields();
        NormalizerRules? rules = null;
        var reader = new ProtoReader(file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: pieces.Add(ReadPiece(reader.Bytes(), pieces.Count)); break;
                case 2: trainer = ReadTrainer(reader.Bytes(), trainer); break;
                case 3: rules = ReadNormalizer(reader.Bytes(), new NormalizerRules { RemoveExtraWhitespaces = true }); break;
                case 4: reader.Skip(); break; // self-test samples
                case 5: RefuseDenormalizer(reader.Bytes()); break;
                case >= 200: reader.Skip(); break; // extensions, by the format's own reservation
                default: throw new InvalidDataException($"unknown field {reader.Field}; the file is of another kind or newer");
            }
        }

        if (trainer.ModelType != 2)
            throw new InvalidDataException($"its model type is {NameOf(trainer.ModelType)}, and only BPE is implemented");
        if (trainer.TreatWhitespaceAsSuffix)
            throw new InvalidDataException("'treat_whitespace_as_suffix' is set, which is not implemented");

        if (rules is null)
            throw new InvalidDataException("it says nothing of its normalizer, which every whole model does; is it cut off?");
        int unknown = CheckPieces(pieces, trainer.ByteFallback);
        return new TokenizerModel
        {
            Source = source,
            Pieces = pieces,
            UnknownId = unknown,
            BosId = ControlId(trainer.BosPiece),
            EosId = ControlId(trainer.EosPiece),
            PadId = ControlId(trainer.PadPiece),
            ByteFallback = trainer.ByteFallback,
            UnknownSurface = trainer.UnknownSurface,
            Normalizer = rules,
            DecodingDropsPrefix = rules.Prefix != DummyPrefix.None || rules.RemoveExtraWhitespaces,
            AddedTokens = [.. pieces.Select((piece, id) => (piece, id))
                .Where(entry => entry.piece.Type is PieceType.Control or PieceType.Unknown)
                .Select(entry => new AddedToken(entry.piece.Text, entry.id, Special: true))],
            ModelFile = file,
        };

        int? ControlId(string text)
        {
            int id = pieces.FindIndex(piece => piece.Type == PieceType.Control && piece.Text == text);
            return id < 0 ? null : id;
        }
    }

    private static string NameOf(long type) => type switch { 1 => "UNIGRAM", 3 => "WORD", 4 => "CHAR", _ => $"number {type}" };

    private static Piece ReadPiece(ReadOnlySpan<byte> message, int id)
    {
        string text = "";
        float score = 0;
        long type = 1;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: text = reader.Text(); break;
                case 2: score = reader.Float(); break;
                case 3: type = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        if (text.Length == 0)
            throw new InvalidDataException($"piece {id} is empty");
        if (!float.IsFinite(score))
            throw new InvalidDataException($"piece {id} '{text}' has the score {score}");
        if (type is < 1 or > 6)
            throw new InvalidDataException($"piece {id} '{text}' has type {type}, expected 1 to 6");
        if (text.Length > LongestPiece && type is 1 or 5)
            throw new InvalidDataException($"piece {id} has {text.Length} characters, and {LongestPiece} is the most that SentencePiece makes");
        return new Piece(text, score, (PieceType)type);
    }

    private static int CheckPieces(List<Piece> pieces, bool byteFallback)
    {
        int unknown = -1;
        var spelled = new HashSet<string>(pieces.Count, StringComparer.Ordinal);
        var reserved = new HashSet<string>(StringComparer.Ordinal);
        var bytes = new HashSet<int>();
        for (int id = 0; id < pieces.Count; id++)
        {
            var piece = pieces[id];
            var seen = piece.Type is PieceType.Normal or PieceType.UserDefined or PieceType.Unused ? spelled : reserved;
            if (!seen.Add(piece.Text))
                throw new InvalidDataException($"piece {id} '{piece.Text}' is there twice");
            if (piece.Type == PieceType.Unknown)
                unknown = unknown < 0 ? id : throw new InvalidDataException($"pieces {unknown} and {id} are both the unknown piece");
            if (piece.Type == PieceType.Byte && !bytes.Add(Piece.ByteOf(piece.Text)))
                throw new InvalidDataException($"byte piece {id} '{piece.Text}' is there twice");
            if (piece.Type == PieceType.Byte && !byteFallback)
                throw new InvalidDataException($"piece {id} is a byte, and byte_fallback is off");
        }

        if (unknown < 0)
            throw new InvalidDataException($"none of its {pieces.Count} pieces is the unknown piece");
        if (byteFallback && (bytes.Count != 256 || bytes.Contains(-1)))
            throw new InvalidDataException($"byte_fallback needs the pieces <0x00> to <0xFF>, and {bytes.Count(value => value >= 0)} are there");
        return unknown;
    }

    private sealed record TrainerFields
    {
        public long ModelType { get; init; } = 1;
        public bool ByteFallback { get; init; }
        public bool TreatWhitespaceAsSuffix { get; init; }
        public string BosPiece { get; init; } = "<s>";
        public string EosPiece { get; init; } = "</s>";
        public string PadPiece { get; init; } = "<pad>";
        public string UnknownSurface { get; init; } = TokenizerModel.DefaultUnknownSurface;
    }

    // The other fields say how the vocabulary was trained, which its pieces already show.
    private static TrainerFields ReadTrainer(ReadOnlySpan<byte> message, TrainerFields fields)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 3: fields = fields with { ModelType = reader.Integer() }; break;
                case 24: fields = fields with { TreatWhitespaceAsSuffix = reader.Bool() }; break;
                case 35: fields = fields with { ByteFallback = reader.Bool() }; break;
                case 44: fields = fields with { UnknownSurface = reader.Text() }; break;
                case 46: fields = fields with { BosPiece = reader.Text() }; break;
                case 47: fields = fields with { EosPiece = reader.Text() }; break;
                case 48: fields = fields with { PadPiece = reader.Text() }; break;
                default: reader.Skip(); break;
            }
        }

        return fields;
    }

    private static NormalizerRules ReadNormalizer(ReadOnlySpan<byte> message, NormalizerRules rules)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    var charsmap = reader.Bytes();
                    if (!charsmap.IsEmpty)
                        rules = rules with { Charsmap = PrecompiledCharsmap.Parse(charsmap) };
                    break;
                case 3: rules = rules with { Prefix = reader.Bool() ? DummyPrefix.Always : DummyPrefix.None }; break;
                case 4: rules = rules with { RemoveExtraWhitespaces = reader.Bool() }; break;
                case 5: rules = rules with { EscapeWhitespaces = reader.Bool() }; break;
                default: reader.Skip(); break; // its name, and the rules that the compiled map was made from
            }
        }

        return rules;
    }

    private static void RefuseDenormalizer(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2 && !reader.Bytes().IsEmpty)
                throw new InvalidDataException("it has a denormalizer ('denormalizer_spec'), which is not implemented");
            if (reader.Field != 2)
                reader.Skip();
        }
    }
}
