using System.Globalization;
using System.Text;

namespace Solar.Research.Data.Templates.Jinja;

internal enum TokenKind
{
    Text,
    StatementStart,
    StatementEnd,
    OutputStart,
    OutputEnd,
    Name,
    Number,
    String,
    Operator,
    End,
}

internal readonly record struct Token(TokenKind Kind, int At, string Text, object? Value = null);

/// <summary>A template cut into tokens, white space taken away where Jinja takes it.</summary>
/// <remarks>
/// As transformers sets Jinja up: trim_blocks (the line end after a statement or comment goes) and lstrip_blocks (white space
/// between a line's start and a statement or comment goes); <c>-</c> takes all white space on its side and <c>+</c> keeps it.
/// </remarks>
internal sealed class Lexer(TemplateSource source)
{
    private static readonly string[] Operators =
        ["==", "!=", "<=", ">=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "|"];

    private readonly List<Token> tokens = [];
    private readonly string text = source.Text;
    private int at;

    public static IReadOnlyList<Token> Read(TemplateSource source)
    {
        var lexer = new Lexer(source);
        lexer.ReadTemplate();
        return lexer.tokens;
    }

    private void ReadTemplate()
    {
        bool stripLeft = false, dropLineEnd = false;
        while (true)
        {
            int open = NextTag(at);
            int from = at;
            if (stripLeft)
            {
                while (from < open && PythonText.IsSpace(text[from]))
                    from++;
            }
            else if (dropLineEnd && from < open && text[from] == '\n')
            {
                from++;
            }

            int to = open;
            char kind = open < text.Length ? text[open + 1] : ' ';
            char sign = open + 2 < text.Length ? text[open + 2] : ' ';
            if (open < text.Length && sign == '-')
            {
                while (to > from && PythonText.IsSpace(text[to - 1]))
                    to--;
            }
            else if (open < text.Length && sign != '+' && kind is '%' or '#')
            {
                to = WithoutIndent(from, to);
            }

            if (to > from)
                tokens.Add(new(TokenKind.Text, from, text[from..to]));
            if (open == text.Length)
                break;
            at = open + (sign is '-' or '+' ? 3 : 2);
            (stripLeft, dropLineEnd) = kind switch
            {
                '#' => SkipComment(open),
                '%' => ReadTag(open, TokenKind.StatementStart, TokenKind.StatementEnd, "%}"),
                _ => ReadTag(open, TokenKind.OutputStart, TokenKind.OutputEnd, "}}"),
            };
        }

        tokens.Add(new(TokenKind.End, text.Length, "the end of the template"));
    }

    private int NextTag(int from)
    {
        for (int i = text.IndexOf('{', from); i >= 0 && i + 1 < text.Length; i = text.IndexOf('{', i + 1))
        {
            if (text[i + 1] is '%' or '{' or '#')
                return i;
        }

        return text.Length;
    }

    private int WithoutIndent(int from, int to)
    {
        int start = to;
        while (start > from && text[start - 1] != '\n' && PythonText.IsSpace(text[start - 1]))
            start--;
        return start == 0 || text[start - 1] == '\n' ? start : to;
    }

    private (bool StripLeft, bool DropLineEnd) SkipComment(int open)
    {
        int close = text.IndexOf("#}", at, StringComparison.Ordinal);
        if (close < 0)
            throw source.Error(open, "this comment has no end '#}'.");
        at = close + 2;
        return (text[close - 1] == '-' && close > open + 2, text[close - 1] != '+');
    }

    private (bool StripLeft, bool DropLineEnd) ReadTag(int open, TokenKind start, TokenKind end, string close)
    {
        tokens.Add(new(start, open, text.Substring(open, 2)));
        int braces = 0;
        while (true)
        {
            while (at < text.Length && PythonText.IsSpace(text[at]))
                at++;
            if (at >= text.Length)
                throw source.Error(open, $"this tag has no end '{close}'.");
            if (braces == 0)
            {
                char sign = text[at];
                int closing = sign is '-' or '+' ? at + 1 : at;
                if (string.CompareOrdinal(text, closing, close, 0, 2) == 0)
                {
                    tokens.Add(new(end, at, close));
                    at = closing + 2;
                    return (sign == '-', end == TokenKind.StatementEnd && sign != '+');
                }
            }

            var token = ReadToken();
            braces += token switch { { Kind: TokenKind.Operator, Text: "{" } => 1, { Kind: TokenKind.Operator, Text: "}" } => -1, _ => 0 };
            tokens.Add(token);
        }
    }

    private Token ReadToken()
    {
        int start = at;
        char first = text[at];
        if (first is '\'' or '"')
            return ReadString(first);
        if (char.IsAsciiDigit(first))
            return ReadNumber();
        if (char.IsLetter(first) || first == '_')
        {
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                at++;
            return new(TokenKind.Name, start, text[start..at]);
        }

        foreach (var candidate in Operators)
        {
            if (string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0)
            {
                at += candidate.Length;
                return new(TokenKind.Operator, start, candidate);
            }
        }

        throw source.Error(at, $"'{first}' is no part of an expression.");
    }

    private Token ReadNumber()
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_'))
            at++;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            return new(TokenKind.Number, start, text[start..at], double.Parse(text[start..at].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        }

        if (!long.TryParse(text[start..at].Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture, out long whole))
            throw source.Error(start, "this number is larger than any template needs.");
        return new(TokenKind.Number, start, text[start..at], whole);
    }

    private Token ReadString(char quote)
    {
        int start = at++;
        var content = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] != '\\' || at + 1 >= text.Length)
            {
                content.Append(text[at++]);
                continue;
            }

            char escape = text[at + 1];
            at += 2;
            content.Append(escape switch
            {
                'n' => "\n",
                't' => "\t",
                'r' => "\r",
                'b' => "\b",
                'f' => "\f",
                'v' => "\v",
                'a' => "\a",
                '0' => "\0",
                '\\' or '\'' or '"' => escape.ToString(),
                '\n' => "",
                'x' => Escaped(2),
                'u' => Escaped(4),
                'U' => Escaped(8),
                _ => "\\" + escape, // as Python: an unknown escape stays as it is written
            });
        }

        if (at >= text.Length)
            throw source.Error(start, "this string has no end.");
        at++;
        return new(TokenKind.String, start, text[start..at], MarkedText.Written(content.ToString()));
    }

    private string Escaped(int digits)
    {
        if (at + digits > text.Length || !int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            || code is < 0 or > 0x10FFFF)
        {
            throw source.Error(at - 2, $"{digits} hexadecimal digits of a character are expected here.");
        }

        at += digits;
        return code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code);
    }
}
