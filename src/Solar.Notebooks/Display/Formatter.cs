using System.Globalization;

namespace Solar.Notebooks.Display;

/// <summary>Turns any value into what a front end can show.</summary>
public static class Formatter
{
    /// <summary>The value in all the forms that suit it, or in those asked for.</summary>
    public static MimeBundle Of(object? value, params string[] mimeTypes) =>
        value as MimeBundle ?? MimeBundle.Text(value is null ? "null" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
}
