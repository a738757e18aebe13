using System.Text;

namespace Solar.Notebooks.Documents.Json;

/// <summary>Reads JSON into pieces that know their place.</summary>
/// <remarks>RFC 8259, and NaN, Infinity and -Infinity beside it, because Python's writer puts them into notebooks.</remarks>
internal sealed class JsonPieceReader
{
    private const int DeepestNesting = 1000;

    private readonly string _text;
    private readonly string _name;
    private int _at;
    private int _depth;

    private JsonPieceReader(string text, string name) => (_text, _name) = (text, name);

    /// <param name="text">The whole text; a byte order mark in front is passed over.</param>
    /// <param name="name">What errors call the text: a file's path.</param>
    /// <exception cref="InvalidDataException">It is not JSON; the message has line and column.</exception>
    public static JsonPiece Read(string text, string name)
    {
        var reader = new JsonPieceReader(text, name) { _at = text.StartsWith('\uFEFF') ? 1 : 0 };
        reader.SkipSpace();
        if (reader._at == text.Length)
            throw reader.Failure("the file is empty", 0);
        var piece = reader.Value();
        reader.SkipSpace();
        if (reader._at < text.Length)
            throw reader.Failure($"the JSON is over, but {reader.Found()} follows", reader._at);
        return piece;
    }

    private JsonPiece Value()
    {
        if (_at == _text.Length)
            throw Failure("a value was expected, but the file ends", _at);
        return _text[_at] switch
        {
            '{' => Object(),
            '[' => Array(),
            '"' => String(),
            '-' or (>= '0' and <= '9') => Number(),
            _ => Word(),
        };
    }

    private JsonPiece Object()
    {
        var start = Enter();
        var members = new List<JsonMember>();
        SkipSpace();
        while (!Take('}'))
        {
            if (members.Count > 0)
                Expect(',', "',' or '}' after a member");
            SkipSpace();
            var nameStart = _at;
            if (_at == _text.Length || _text[_at] != '"')
                throw Failure($"a member's name in quotes was expected, found {Found()}", _at);
            var name = String().Decoded();
            SkipSpace();
            Expect(':', $"':' after the name \"{name}\"");
            SkipSpace();
            members.Add(new(name, nameStart, Value()));
            SkipSpace();
        }

        _depth--;
        return new(_text, JsonPieceKind.Object, start, _at) { Members = members };
    }

    private JsonPiece Array()
    {
        var start = Enter();
        var items = new List<JsonPiece>();
        SkipSpace();
        while (!Take(']'))
        {
            if (items.Count > 0)
                Expect(',', "',' or ']' after an item");
            SkipSpace();
            items.Add(Value());
            SkipSpace();
        }

        _depth--;
        return new(_text, JsonPieceKind.Array, start, _at) { Items = items };
    }

    private JsonPiece String()
    {
        var start = _at++;
        while (true)
        {
            var rest = _text.AsSpan(_at);
            var stop = rest.IndexOfAny('"', '\\');
            if (stop < 0)
                throw Failure("the string that begins here never ends", start);
            var control = rest[..stop].IndexOfAnyInRange('\0', '\u001f');
            if (control >= 0)
                throw Failure($"a string holds the control character U+{(int)rest[control]:X4}, which JSON writes as an escape", _at + control);
            _at += stop + 1;
            if (_text[_at - 1] == '"')
                return new(_text, JsonPieceKind.String, start, _at);
            Escape();
        }
    }

    private void Escape()
    {
        var known = _at < _text.Length && "\"\\/bfnrtu".Contains(_text[_at], StringComparison.Ordinal);
        if (!known || (_text[_at] == 'u' && !HexFollows()))
            throw Failure($"\\ is not followed by an escape that JSON knows, but by {Found()}", _at - 1);
        _at += _text[_at] == 'u' ? 5 : 1;
    }

    private bool HexFollows() =>
        _at + 4 < _text.Length && _text.Substring(_at + 1, 4).All(char.IsAsciiHexDigit);

    private JsonPiece Number()
    {
        var start = _at;
        if (_text[_at] == '-' && string.CompareOrdinal(_text, _at + 1, "Infinity", 0, 8) == 0)
        {
            _at += 9;
            return new(_text, JsonPieceKind.Word, start, _at);
        }

        Take('-');
        if (!Take('0'))
            Digits(start);
        if (Take('.'))
            Digits(start);
        if (Take('e') || Take('E'))
        {
            if (!Take('+'))
                Take('-');
            Digits(start);
        }

        return new(_text, JsonPieceKind.Number, start, _at);
    }

    private void Digits(int start)
    {
        var from = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (_at == from)
            throw Failure("a number is not whole", start);
    }

    private JsonPiece Word()
    {
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null", "NaN", "Infinity"])
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return new(_text, JsonPieceKind.Word, _at - word.Length, _at);
            }
        }

        throw Failure($"a value was expected, found {Found()}", _at);
    }

    private int Enter() => ++_depth <= DeepestNesting ? _at++ : throw Failure($"it is nested more than {DeepestNesting} deep", _at);

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\n' or '\r' or '\t')
            _at++;
    }

    private bool Take(char expected)
    {
        if (_at == _text.Length || _text[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private void Expect(char expected, string what)
    {
        if (!Take(expected))
            throw Failure($"{what} was expected, found {Found()}", _at);
    }

    private string Found()
    {
        if (_at >= _text.Length)
            return "the end of the file";
        return Rune.TryGetRuneAt(_text, _at, out var rune) && !Rune.IsControl(rune) ? $"'{rune}'" : $"U+{(int)_text[_at]:X4}";
    }

    private InvalidDataException Failure(string what, int at) => new(TextPlace.Of(_text, at).Says(_name, $"this is not JSON: {what}."));
}
