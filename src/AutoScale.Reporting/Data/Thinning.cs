namespace AutoScale.Reporting.Data;

/// <summary>Many steps as the few points that a chart can show: neighbouring steps become one point.</summary>
/// <remarks>Every step belongs to exactly one point, and points hold equally many steps to within one. Up to the limit, every step is its own point.</remarks>
internal sealed class Thinning
{
    private readonly int _count;

    /// <summary>Divides the steps.</summary>
    /// <param name="iterations">The iterations of the steps, ascending.</param>
    /// <param name="most">The most points wanted. At least 1.</param>
    public Thinning(IReadOnlyList<int> iterations, int most)
    {
        _count = iterations.Count;
        Points = Math.Min(_count, most);
        Iterations = [.. Enumerable.Range(0, Points).Select(point => Range(point).Average(step => iterations[step]))];
    }

    /// <summary>How many points there are.</summary>
    public int Points { get; }

    /// <summary>Where each point sits: the mean iteration of its steps.</summary>
    public IReadOnlyList<double> Iterations { get; }

    /// <summary>The most steps in one point; 1 when nothing was left out.</summary>
    public int StepsPerPoint => Points == 0 ? 1 : (_count + Points - 1) / Points;

    /// <summary>The mean of each point's finite values.</summary>
    /// <param name="value">The value of a step, from 0.</param>
    /// <returns>One value per point; NaN where no step has a finite one.</returns>
    public double[] Means(Func<int, double> value) => Summaries(value, values => values.Average());

    /// <summary>The median of each point's finite values, which a few extreme steps do not move.</summary>
    /// <param name="value">The value of a step, from 0.</param>
    /// <returns>One value per point; NaN where no step has a finite one.</returns>
    public double[] Medians(Func<int, double> value) => Summaries(value, Median);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return 0.5 * (values[(values.Length - 1) / 2] + values[values.Length / 2]);
    }

    private double[] Summaries(Func<int, double> value, Func<double[], double> summary)
    {
        double[] summaries = new double[Points];
        for (int point = 0; point < Points; point++)
        {
            double[] finite = [.. Range(point).Select(value).Where(double.IsFinite)];
            summaries[point] = finite.Length == 0 ? double.NaN : summary(finite);
        }

        return summaries;
    }

    private IEnumerable<int> Range(int point)
    {
        int first = (int)((long)point * _count / Points);
        int next = (int)((point + 1L) * _count / Points);
        return Enumerable.Range(first, next - first);
    }
}
