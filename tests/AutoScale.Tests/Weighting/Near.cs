namespace AutoScale.Tests.Weighting;

/// <summary>Comparisons of vectors that say how far apart they are.</summary>
internal static class Near
{
    /// <summary>|actual − expected| ≤ absolute + relative·|expected| in the Euclidean norm.</summary>
    public static void AssertEqual(double[] expected, double[] actual, double relative = 1e-12, double absolute = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum());
        double allowed = absolute + (relative * Math.Sqrt(expected.Sum(e => e * e)));
        Assert.True(
            difference <= allowed,
            $"Expected [{string.Join(", ", expected)}], got [{string.Join(", ", actual)}]: they differ by {difference}, allowed are {allowed}.");
    }

    public static void AssertFinite(double[] values) => Assert.True(Array.TrueForAll(values, double.IsFinite), $"Not finite: [{string.Join(", ", values)}].");
}
