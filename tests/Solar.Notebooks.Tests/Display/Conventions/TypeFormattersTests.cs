using Solar.Notebooks.Display;

namespace Solar.Notebooks.Tests.Display.Conventions;

public sealed class TypeFormattersTests
{
    [Fact]
    public void Preferred_forms_are_what_is_shown_and_json_is_json()
    {
        var data = Formatter.Of(new Samples.Plot()).Data;
        Assert.Equal(["application/vnd.sample.v1+json", "image/svg+xml", "text/plain"], data.Keys);
        Assert.Equal(2, data["application/vnd.sample.v1+json"]!["sample"]![1]!.GetValue<int>());
        Assert.Equal("*<svg/>", data["image/svg+xml"]!.ToString());
    }

    [Fact]
    public void Without_preference_html_and_text_are_shown() =>
        Assert.Equal(["*<b>html</b>", "*plain"], Formatter.Of(new Samples.Both()).Data.Values.Select(form => form!.ToString()));

    [Fact]
    public void A_form_that_is_asked_for_is_the_only_one() =>
        Assert.Equal("*plot", Assert.Single(Formatter.Of(new Samples.Plot(), "text/plain").Data).Value!.ToString());

    [Fact]
    public void An_heir_and_a_struct_are_shown_by_the_source_too()
    {
        Assert.Equal("*plain", Text(new Samples.HeirOfBoth()));
        Assert.Equal("*plain", Text(new Samples.BothAsStruct(1)));
    }

    [Fact]
    public void A_formatter_that_declines_leaves_the_value_to_the_default()
    {
        Assert.Equal("*taken", Text(new Samples.Declining(false)));
        Assert.Equal("Samples.Declining\n  Declines: True", Text(new Samples.Declining(true)));
    }

    [Fact]
    public void Values_within_lists_tables_and_objects_are_shown_by_their_source()
    {
        Assert.Equal("[0] *plain\n[1] *plain", Text(new List<Samples.Both> { new(), new() }));
        Assert.Contains("<td style=\"text-align:left\">*<b>html</b></td>", Html(new { Inner = new Samples.Both() }), StringComparison.Ordinal);
        Assert.Contains("*<b>html</b>", Html(new[] { new { A = 1, Inner = new Samples.Both() } }), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> WrongOnes => new()
    {
        { "a private constructor", "PrivateConstructorSource, the formatter source of" },
        { "a typed Format", "it has 'Boolean Format(WithTypedFormat, TextWriter)'" },
        { "a hidden Format", "it has none" },
    };

    [Theory]
    [MemberData(nameof(WrongOnes))]
    public void A_source_that_cannot_be_used_is_an_error_that_names_it(string name, string said)
    {
        var value = Samples.Wrong.Single(sample => sample.Name == name).Make();
        for (var time = 0; time < 2; time++)
        {
            var wrong = Assert.Throws<FormatterException>(() => Formatter.Of(value));
            Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
            Assert.Contains(value.GetType().FullName!, wrong.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Json_that_is_none_is_an_error_that_names_the_type()
    {
        var wrong = Assert.Throws<FormatterException>(() => Formatter.Of(new BadJson()));
        Assert.StartsWith("The application/json formatter of Solar.Notebooks.Tests.Display.Conventions.TypeFormattersTests+BadJson wrote something that is no JSON", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_a_formatter_is_passed_on() => Assert.Equal("my own fault", Assert.Throws<InvalidOperationException>(() => Formatter.Of(new Throwing())).Message);

    private static string Text(object value) => Formatter.Of(value, "text/plain").Data["text/plain"]!.ToString();

    private static string Html(object value) => Formatter.Of(value, "text/html").Data["text/html"]!.ToString();

    [TypeFormatterSource(typeof(BadJsonSource), PreferredMimeTypes = ["application/json"])]
    private sealed class BadJson;

    private sealed class BadJsonSource
    {
#pragma warning disable CA1822 // the convention wants an instance method
        public IEnumerable<object> CreateTypeFormatters() => [new SampleFormatter("application/json", _ => "{oops")];
    }

    [TypeFormatterSource(typeof(ThrowingSource))]
    private sealed class Throwing;

    private sealed class ThrowingSource
    {
        public IEnumerable<object> CreateTypeFormatters() => [new SampleFormatter("text/plain", _ => throw new InvalidOperationException("my own fault"))];
#pragma warning restore CA1822
    }
}
