using System.Text.Json.Nodes;
using Solar.Research.Tuning.Moments;

namespace Solar.Research.Tests.Tuning.Moments;

public class DynamicCodesTests
{
    [Fact]
    public void The_tables_are_those_of_bitsandbytes_but_for_the_zero_of_the_unsigned_one()
    {
        var reference = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/References/dynamic_codes.json")))!;

        Same(Values("signed"), DynamicCodes.Signed);
        Assert.Equal(0, Values("unsigned")[0]);
        Same(Values("unsigned")[1..], DynamicCodes.Positive);

        double[] Values(string name) => [.. reference[name]!.AsArray().Select(value => value!.GetValue<double>())];

        static void Same(double[] expected, float[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.True(Tolerance.Ratio.Accepts(pair.First, pair.Second), $"{pair.First} and {pair.Second}"));
        }
    }

    [Fact]
    public void A_few_codes_worked_by_hand()
    {
        // The highest decade is 64 parts of [0.1, 1], 0.9/64 = 0.0140625 each: the last middle is 1 − 0.00703125, the first 0.1 + 0.00703125.
        // The lowest of the signed table is one part: 10⁻⁶ · 0.55. That of the unsigned table is two: 10⁻⁶ · (0.1 + 0.225).
        Assert.Equal([1f, 0.99296875f], DynamicCodes.Signed.Reverse().Take(2));
        Assert.Equal([-5.5e-7f, 0f, 5.5e-7f], DynamicCodes.Signed[126..129]);
        Assert.Contains(0.10703125f, DynamicCodes.Signed);
        Assert.Equal(3.25e-7f, DynamicCodes.Positive[0]);
        Assert.Equal((256, 255), (DynamicCodes.Signed.Distinct().Count(), DynamicCodes.Positive.Distinct().Count()));
        Assert.Equal(DynamicCodes.Positive.Order(), DynamicCodes.Positive);
    }
}
