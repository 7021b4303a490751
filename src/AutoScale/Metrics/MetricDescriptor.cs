using MathNet.Numerics.Statistics;

namespace AutoScale.Metrics;

/// <summary>A metric as reports and studies see it: its name, how to read it, and its values at a step.</summary>
public sealed class MetricDescriptor
{
    /// <summary>The name users type: lower case with hyphens, unique in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>The name papers use.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about.</summary>
    public required MetricFamily Family { get; init; }

    /// <summary>Whether there is a value for the step, for each task or for each pair.</summary>
    public required MetricShape Shape { get; init; }

    /// <summary>Unit and range of a value, such as "fraction in [0, 1]".</summary>
    public required string Range { get; init; }

    /// <summary>Which values speak for good loss weights.</summary>
    public required MetricDirection Good { get; init; }

    /// <summary>What it reads beside the losses of the step. Default nothing.</summary>
    public MetricNeeds Needs { get; init; }

    /// <summary>Whether <see cref="MetricStep.Weighted"/> steps have values of their own: the metric looks at one step, and loss weights change it. Default false.</summary>
    public bool HasWeightedForm { get; init; }

    /// <summary>Where the formula stands: paper and section.</summary>
    public required string Source { get; init; }

    /// <summary>Computes the values of a step that holds <see cref="Needs"/>.</summary>
    public required Func<MetricStep, double[]> Values { private get; init; }

    /// <summary>The values of a step.</summary>
    /// <param name="step">The step, unweighted or, where <see cref="HasWeightedForm"/>, weighted.</param>
    /// <returns>One value, or K, or K·(K − 1)/2, as <see cref="Shape"/> says, NaN where undefined; null when the step lacks what the metric needs.</returns>
    public double[]? Evaluate(MetricStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return (step.Holds & Needs) == Needs ? Values(step) : null;
    }

    /// <summary>The values of a step as one number, as the paper's figures show them.</summary>
    /// <remarks>
    /// Their mean; where equality is what is good (<see cref="MetricDirection.Equal"/>), their standard deviation over the tasks or pairs, divided
    /// by their number: 0 is perfect balance. A value that is undefined leaves the summary undefined.
    /// </remarks>
    /// <param name="values">What <see cref="Evaluate"/> gave.</param>
    /// <returns>The summary; NaN without values.</returns>
    public double Summarise(double[] values) => Good == MetricDirection.Equal
        ? ArrayStatistics.PopulationStandardDeviation(values)
        : ArrayStatistics.Mean(values);
}
