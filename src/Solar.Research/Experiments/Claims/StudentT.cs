namespace Solar.Research.Experiments.Claims;

/// <summary>How wide a 95% interval of a mean is, in standard errors.</summary>
public static class StudentT
{
    // The 97.5% quantile for 1 to 30 degrees of freedom, as printed in any table of Student's distribution.
    private static readonly double[] Table =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
        2.2010, 2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
        2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>The 97.5% quantile of Student's t distribution, so that ± this many standard errors hold 95%.</summary>
    /// <param name="degreesOfFreedom">The number of values less one.</param>
    /// <remarks>Beyond 30 the first two terms of its expansion in 1/ν about the normal quantile: Abramowitz and Stegun 26.7.5.</remarks>
    public static double Quantile975(int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degreesOfFreedom);
        if (degreesOfFreedom <= Table.Length)
            return Table[degreesOfFreedom - 1];

        const double z = 1.959963985;
        double v = degreesOfFreedom;
        return z + ((Math.Pow(z, 3) + z) / (4 * v)) + (((5 * Math.Pow(z, 5)) + (16 * Math.Pow(z, 3)) + (3 * z)) / (96 * v * v));
    }
}
