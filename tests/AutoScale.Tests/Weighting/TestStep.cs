using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>The gradients and losses of one step, from which any evidence can be made.</summary>
internal sealed record TestStep(double[][] Gradients, double[] Losses)
{
    private readonly double[] _norms = [.. Gradients.Select(gradient => Math.Sqrt(Dot(gradient, gradient)))];

    public int TaskCount => Gradients.Length;

    public Gramian Gramian { get; } = GramianOf(Gradients);

    /// <summary>Losses of the same batch a small step later: each fell or rose by up to a tenth.</summary>
    public double[] LossesAfter { get; init; } = [.. Losses.Select((loss, task) => loss * (0.95 + (0.1 * Math.Abs(Math.Sin((task + 1) * Losses[0])))))];

    public static TestStep Random(Random random, int taskCount, int dimensions) => new(
        [.. Enumerable.Range(0, taskCount).Select(_ => Normals(random, dimensions))],
        [.. Enumerable.Range(0, taskCount).Select(_ => 0.1 + (3 * random.NextDouble()))]);

    public static double[] Normals(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    public static double Dot(double[] first, double[] second) => first.Zip(second, (a, b) => a * b).Sum();

    public TestStep Scaled(double factor) => Scaled([.. Enumerable.Repeat(factor, TaskCount)]);

    public TestStep Scaled(double[] factors) => new(
        [.. Gradients.Select((gradient, task) => gradient.Select(value => value * factors[task]).ToArray())],
        [.. Losses.Select((loss, task) => loss * factors[task])])
    {
        LossesAfter = [.. LossesAfter.Select((loss, task) => loss * factors[task])],
    };

    public TestStep Permuted(int[] order) => new([.. order.Select(task => Gradients[task])], [.. order.Select(task => Losses[task])])
    {
        LossesAfter = [.. order.Select(task => LossesAfter[task])],
    };

    /// <summary>All the evidence of the step, whatever the method needs.</summary>
    public StepEvidence Evidence(int iteration = 1) => new() { Iteration = iteration, Losses = Losses, GradientNorms = _norms, Gramian = Gramian };

    /// <summary>Weighs the step and lets the method look at the losses after it.</summary>
    public double[] Weigh(IWeighting weighting, int iteration = 1) => Weigh(weighting, out _, iteration);

    public double[] Weigh(IWeighting weighting, out Certificate certificate, int iteration = 1)
    {
        double[] weights = new double[TaskCount];
        certificate = weighting.Weigh(Evidence(iteration), weights);
        if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
        {
            observer.Observe(LossesAfter);
        }

        return weights;
    }

    /// <summary>The combined gradient Σ wᵢ·gᵢ.</summary>
    public double[] Combine(double[] weights) => [.. Enumerable.Range(0, Gradients[0].Length)
        .Select(entry => Enumerable.Range(0, TaskCount).Sum(task => weights[task] * Gradients[task][entry]))];

    /// <summary>The projections of a direction on every unit gradient.</summary>
    public double[] Projections(double[] direction) => [.. Gradients.Select((gradient, task) => Dot(gradient, direction) / _norms[task])];

    private static Gramian GramianOf(double[][] gradients) => new([.. gradients.SelectMany(first => gradients.Select(second => Dot(first, second)))]);
}
