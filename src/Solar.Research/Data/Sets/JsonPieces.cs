using System.Buffers;

namespace Solar.Research.Data.Sets;

/// <summary>Cuts an array of objects into its objects without holding more than one of them.</summary>
/// <remarks>Only brackets, commas and strings are looked at here; whether a piece is valid JSON is for its parser.</remarks>
/// <param name="input">UTF-8, with or without a byte order mark.</param>
/// <param name="path">For errors.</param>
internal sealed class JsonPieces(Stream input, string path)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly ArrayBufferWriter<byte> _piece = new();
    private int _at;
    private int _end;
    private long _line = 1;

    /// <summary>Each object with the line where it starts. A piece is overwritten by the next.</summary>
    public IEnumerable<(long Line, ReadOnlyMemory<byte> Json)> Objects()
    {
        var first = NextSolid();
        if (first == 0xEF && Next() == 0xBB && Next() == 0xBF)
            first = NextSolid();
        if (first == '{')
        {
            yield return (_line, Piece());
            if (NextSolid() is var more && more >= 0)
                throw Wrong($"the file has something after its object: '{(char)more}'; objects one a line belong into a .jsonl file");
            yield break;
        }

        if (first != '[')
            throw Wrong(first < 0 ? "the file is empty; expected an array of objects" : $"expected an array of objects or one object, found '{(char)first}'");
        var next = NextSolid();
        while (next != ']')
        {
            if (next != '{')
                throw Wrong(next < 0 ? "the file ends inside the array" : $"expected an object, found '{(char)next}'");
            yield return (_line, Piece());
            next = NextSolid();
            if (next == ',')
            {
                next = NextSolid();
                if (next == ']')
                    throw Wrong("the array has a comma before its end");
            }
            else if (next != ']')
            {
                throw Wrong(next < 0 ? "the file ends inside the array" : $"expected a comma or the array's end, found '{(char)next}'");
            }
        }

        if (NextSolid() is var rest && rest >= 0)
            throw Wrong($"the file has something after its array: '{(char)rest}'");
    }

    private ReadOnlyMemory<byte> Piece()
    {
        _piece.ResetWrittenCount();
        var (start, depth, inString, escaped) = (_line, 1, false, false);
        Keep((byte)'{');
        while (depth > 0)
        {
            var letter = Next();
            if (letter < 0)
                throw new InvalidDataException($"{path}, line {start}: the object that starts here does not end.");
            Keep((byte)letter);
            if (escaped)
                escaped = false;
            else if (inString)
                (inString, escaped) = (letter != '"', letter == '\\');
            else if (letter == '"')
                inString = true;
            else if (letter is '{' or '[')
                depth++;
            else if (letter is '}' or ']')
                depth--;
        }

        return _piece.WrittenMemory;
    }

    private void Keep(byte letter)
    {
        _piece.GetSpan(1)[0] = letter;
        _piece.Advance(1);
    }

    private int NextSolid()
    {
        int letter;
        do
            letter = Next();
        while (letter is ' ' or '\t' or '\r' or '\n');
        return letter;
    }

    private int Next()
    {
        if (_at == _end)
        {
            (_at, _end) = (0, input.Read(_buffer));
            if (_end == 0)
                return -1;
        }

        var letter = _buffer[_at++];
        if (letter == '\n')
            _line++;
        return letter;
    }

    private InvalidDataException Wrong(string message) => new($"{path}, line {_line}: {message}.");
}
