#pragma warning disable CA1822, CA1050, CA1812 // members of a convention are instance members of types that nobody names
using System.Collections;

namespace Solar.Notebooks.Tests.Display.Conventions;

/// <summary>The attribute, as a library declares it for itself; any namespace will do.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}

/// <summary>One formatter, written as the convention wants it.</summary>
internal sealed class SampleFormatter(string mimeType, Func<object, string?> text)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        var written = text(instance);
        writer.Write(written);
        return written is not null;
    }
}

/// <summary>Types that use the convention well, oddly and wrongly. What a formatter wrote begins with an asterisk.</summary>
internal static class Samples
{
    [TypeFormatterSource(typeof(BothSource))]
    internal class Both;

    internal sealed class HeirOfBoth : Both;

    [TypeFormatterSource(typeof(BothSource))]
    internal readonly record struct BothAsStruct(int Field);

    internal sealed class BothSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new SampleFormatter("text/plain", _ => "*plain"), new SampleFormatter("text/html", _ => "*<b>html</b>")];
    }

    [TypeFormatterSource(typeof(PlotSource), PreferredMimeTypes = ["application/vnd.sample.v1+json", "image/svg+xml", "text/plain"])]
    internal sealed class Plot;

    internal sealed class PlotSource
    {
        public ArrayList CreateTypeFormatters() =>
            [new SampleFormatter("application/vnd.sample.v1+json", _ => "{\"sample\":[1,2]}"), new SampleFormatter("image/svg+xml", _ => "*<svg/>"), new SampleFormatter("text/plain", _ => "*plot")];
    }

    [TypeFormatterSource(typeof(DecliningSource))]
    internal sealed class Declining(bool declines)
    {
        public bool Declines { get; } = declines;
    }

    internal sealed class DecliningSource
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new SampleFormatter("text/plain", value => ((Declining)value).Declines ? null : "*taken"),
            new SampleFormatter("text/html", value => ((Declining)value).Declines ? null : "*taken"),
        ];
    }

    [TypeFormatterSource(typeof(WithoutMimeTypeSource))]
    internal sealed class WithoutMimeType;

    internal sealed class WithoutMimeTypeSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new Nameless(), new SampleFormatter("text/html", _ => "*html")];

        private sealed class Nameless
        {
            public bool Format(object instance, TextWriter writer) => throw new InvalidOperationException("Nobody calls this.");
        }
    }

    [TypeFormatterSource(typeof(BothSource))]
    internal interface IMarked;

    internal sealed class OfMarkedInterface : IMarked;

    [TypeFormatterSource(typeof(HiddenSource))]
    internal sealed class WithHiddenSource;

    private sealed class HiddenSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new SampleFormatter("text/plain", _ => "*hidden")];
    }

    [TypeFormatterSource(typeof(PrivateConstructorSource))]
    internal sealed class WithPrivateConstructor;

    internal sealed class PrivateConstructorSource
    {
        private PrivateConstructorSource()
        {
        }

        public IEnumerable<object> CreateTypeFormatters() => [];
    }

    [TypeFormatterSource(typeof(TypedFormatSource))]
    internal sealed class WithTypedFormat;

    internal sealed class TypedFormatSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new Typed()];

        private sealed class Typed
        {
            public string MimeType => "text/plain";

            public bool Format(WithTypedFormat instance, TextWriter writer) => instance is not null;
        }
    }

    [TypeFormatterSource(typeof(HiddenFormatSource))]
    internal sealed class WithHiddenFormat;

    internal sealed class HiddenFormatSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new Hidden()];

        private sealed class Hidden
        {
            public string MimeType => "text/plain";

            internal bool Format(object instance, TextWriter writer) => instance is not null;
        }
    }

    /// <summary>Values that both sides can show.</summary>
    public static IReadOnlyList<(string Name, Func<object> Make)> Good { get; } =
    [
        ("both", () => new Both()),
        ("an heir", () => new HeirOfBoth()),
        ("a struct", () => new BothAsStruct(1)),
        ("a plot", () => new Plot()),
        ("declining", () => new Declining(true)),
        ("not declining", () => new Declining(false)),
        ("a formatter without MIME type", () => new WithoutMimeType()),
        ("an attribute on an interface", () => new OfMarkedInterface()),
        ("a private source", () => new WithHiddenSource()),
        ("in a list", () => new List<Both> { new(), new() }),
        ("in an anonymous object", () => new { Inner = new Both() }),
    ];

    /// <summary>Values that neither side can show.</summary>
    public static IReadOnlyList<(string Name, Func<object> Make)> Wrong { get; } =
    [
        ("a private constructor", () => new WithPrivateConstructor()),
        ("a typed Format", () => new WithTypedFormat()),
        ("a hidden Format", () => new WithHiddenFormat()),
    ];
}
