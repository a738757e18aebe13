using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Runner;

/// <summary>A value from the command line as C#.</summary>
internal static class ParameterValue
{
    /// <summary>For a variable of which nothing is known: a whole number, a number, true or false, otherwise text.</summary>
    public static string Guess(string value)
    {
        if (BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= long.MinValue && whole <= long.MaxValue)
            return whole.ToString(CultureInfo.InvariantCulture);
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return Number(number);
        return bool.TryParse(value, out var truth) ? Truth(truth) : Text(value);
    }

    /// <summary>For a declared variable.</summary>
    /// <exception cref="ArgumentException">The value does not fit.</exception>
    public static string For(DeclaredVariable variable, string value)
    {
        var type = variable.Type.TrimEnd('?');
        if (variable.Type.EndsWith('?') && value == "null")
            return "null";
        switch (type)
        {
            case "string" or "String":
                return Text(value);
            case "bool" or "Boolean":
                return bool.TryParse(value, out var truth) ? Truth(truth) : throw Unfit("true or false");
            case "char" or "Char":
                return value.Length == 1 ? SymbolDisplay.FormatLiteral(value[0], quote: true) : throw Unfit("one character");
            case "byte" or "sbyte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong" or "nint" or "nuint" or "Int32" or "Int64":
                return BigInteger.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : throw Unfit("a whole number");
            case "float" or "Single" or "double" or "Double":
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    throw Unfit("a number");
                return type is "double" or "Double" ? Number(number) : $"(float){Number(number)}";
            case "decimal" or "Decimal":
                return decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                    ? exact.ToString(CultureInfo.InvariantCulture) + "m"
                    : throw Unfit("a number");
            default:
                var parsed = SyntaxFactory.ParseExpression(value, consumeFullText: true);
                return parsed.ContainsDiagnostics ? throw Unfit("a C# expression") : value;
        }

        ArgumentException Unfit(string expected) => new($"--parameter {variable.Name}={value}: {variable.Name} is of type {variable.Type}, for which {expected} is expected.");
    }

    private static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    private static string Truth(bool value) => value ? "true" : "false";

    private static string Number(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
