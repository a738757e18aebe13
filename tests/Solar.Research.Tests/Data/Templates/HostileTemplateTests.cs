using Solar.Research.Data.Templates;
using Solar.Research.Data.Templates.Jinja;

namespace Solar.Research.Tests.Data.Templates;

public class HostileTemplateTests
{
    [Theory]
    [InlineData("{{ x | groupby('a') }}", "line 1, column 8: the filter 'groupby' is not implemented")]
    [InlineData("a\n  {{ x is upper_case }}", "line 2, column 11: the test 'upper_case' is not implemented")]
    [InlineData("\n{% include 'other' %}", "line 2, column 4: the statement 'include' is not implemented")]
    [InlineData("{% raw %}x{% endraw %}", "the statement 'raw' is not implemented")]
    [InlineData("{% for x in y recursive %}{% endfor %}", "a recursive loop is not implemented")]
    [InlineData("{{ 2 ** 3 }}", "the operator '**' is not implemented")]
    [InlineData("{{ 1 < 2 < 3 }}", "a chain of comparisons is not implemented")]
    [InlineData("{{ f(*x) }}", "arguments unpacked with '*' are not implemented")]
    [InlineData("{{ 'a'", "this tag has no end '}}'")]
    [InlineData("{{ 'a }}", "this string has no end")]
    [InlineData("{# a", "this comment has no end")]
    [InlineData("{% if x %}a", "'{% endif %}' is expected here, not 'the end of the template'")]
    [InlineData("{% endif %}", "'endif' ends nothing that is open here")]
    [InlineData("{% break %}", "'break' stands in no loop")]
    [InlineData("{{ a $ b }}", "line 1, column 6: '$' is no part of an expression")]
    [InlineData("{{ 99999999999999999999 }}", "this number is larger than any template needs")]
    [InlineData("{{ }}", "a value is expected here, not '}}'")]
    public void What_is_outside_the_subset_is_refused_by_name_and_place_before_anything_is_written(string template, string message)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new JinjaTemplate(template, "test"));
        Assert.StartsWith("test, line ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ strftime_now('%Y') }}", "the function 'strftime_now' is not implemented")]
    [InlineData("{{ 'a'.format(1) }}", "a string has no method 'format' that is implemented")]
    [InlineData("{{ missing.member }}", "'missing' is undefined, and its member 'member' is asked for")]
    [InlineData("{{ [1] }}", "writing a list as text is not implemented")]
    [InlineData("{{ 'a' + 1 }}", "line 1, column 8: '+' is not implemented between a string and an integer")]
    [InlineData("{{ 1 // 0 }}", "a division by zero")]
    [InlineData("{{ 'a'.__class__.__mro__ }}", "is undefined")]
    [InlineData("{{ 'a' | trim(zeal=1) }}", "the argument 'zeal' is not implemented")]
    [InlineData("{{ raise_exception('no') }}", "the template refuses this conversation: no")]
    [InlineData("{% set x.y = 1 %}", "only a namespace has members that can be set")]
    public void What_only_shows_when_it_runs_is_refused_by_name_and_place(string template, string message)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => new JinjaTemplate(template, "test").Render([]));
        Assert.StartsWith("test, line 1, column ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Endless => new(
        "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ range(999999999) | length }}",
        "{% set ns = namespace(x='ab') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{{ 'a' * 99999999999 }}",
        "{% set x = 'a' * 60000 %}{{ x | replace('a', x) }}",
        "{% set x = 'a' * 60000 %}{{ x.replace('a', x) }}",
        "{% set x = 'a' * 60000 %}{{ x | join(x) }}",
        "{% set x = 'a' * 60000 %}{{ x.join(x) }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(31) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(31) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(9999) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x | tojson }}",
        "{% set ns = namespace(x=[]) %}{% for i in range(16) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{% for i in range(99999) %}{{ ns.x == ns.x }}{% endfor %}",
        "{% set x = 'a' * 2000000 %}{% for i in range(9999) %}{{ x + 'b' in [x + 'c'] }}{% endfor %}",
        "{% set x = 'a' * 2000000 %}{{ ('a' * 999999 ~ 'b') in x }}",
        "{% set x = 'y' * 2000000 %}{{ x.strip('x' * 2000000 ~ 'y') }}",
        "{% set x = 'y' * 999999 %}{{ [" + string.Concat(Enumerable.Repeat("x,", 9_999)) + "] | join }}",
        "{% set x = '\U0001F600' * 999999 %}{% for i in range(99999) %}{{ x[i] }}{% endfor %}",
        "{{ " + new string('(', 99_999) + "1" + new string(')', 99_999) + " }}",
        "{{ " + new string('[', 99_999),
        "{{ " + string.Concat(Enumerable.Repeat("not ", 60_000)) + "x }}",
        "{{ " + new string('-', 99_999) + "1 }}",
        "{{ 1" + string.Concat(Enumerable.Repeat(" + 1", 60_000)) + " }}",
        "{{ 'a'" + string.Concat(Enumerable.Repeat(".strip()", 30_000)) + " }}",
        "{{ 'a'" + string.Concat(Enumerable.Repeat("|trim", 50_000)) + " }}",
        string.Concat(Enumerable.Repeat("{% if 1 %}", 20_000)),
        "{% if 1 %}" + string.Concat(Enumerable.Repeat("{% elif a if b else c %}", 5)) + string.Concat(Enumerable.Repeat("{% for a in b %}", 9_000)),
        new string('a', (1 << 18) + 2));

    [Theory]
    [MemberData(nameof(Endless))]
    public void A_template_without_end_is_refused_and_neither_hangs_nor_fills_the_memory_nor_the_stack(string template)
    {
        Assert.Throws<InvalidDataException>(() => new JinjaTemplate(template, "test").Render([]));
    }

    [Fact]
    public void Random_damage_is_refused_or_rendered_and_nothing_else()
    {
        var random = new Research.Data.SplitMix64(7);
        string source = ChatTemplate.Alpaca.Source + ChatTemplate.Zephyr.Source;
        int refused = 0;
        for (int n = 0; n < 2_000; n++)
        {
            int at = random.Below(source.Length), length = random.Below(9), from = random.Below(source.Length - 9);
            string damaged = string.Concat(source.AsSpan(0, at), source.AsSpan(from, length), source.AsSpan(Math.Min(source.Length, at + random.Below(5))));
            try
            {
                new JinjaTemplate(damaged, "test").Render([new("messages", new List<object?>()), new("eos_token", MarkedText.Written("</s>"))]);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 200, 1_999);
    }
}
