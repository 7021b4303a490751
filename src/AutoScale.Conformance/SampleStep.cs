using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Conformance;

/// <summary>The gradients and losses of one step, from which any evidence can be made.</summary>
/// <param name="Gradients">gᵢ, K rows of one length.</param>
/// <param name="Losses">lᵢ, shape [K].</param>
internal sealed record SampleStep(double[][] Gradients, double[] Losses)
{
    private readonly double[] _norms = [.. Gradients.Select(gradient => Math.Sqrt(Dot(gradient, gradient)))];

    public int TaskCount => Gradients.Length;

    public Gramian Gramian { get; } = GramianOf(Gradients);

    /// <summary>Losses of the same batch a small step later: each fell or rose by up to a twentieth.</summary>
    public double[] LossesAfter { get; init; } = [.. Losses.Select((loss, task) => loss * (0.95 + (0.1 * Math.Abs(Math.Sin((task + 1) * Losses[0])))))];

    public static SampleStep Random(Random random, int taskCount, int dimensions) => new(
        [.. Enumerable.Range(0, taskCount).Select(_ => Normals(random, dimensions))],
        RandomLosses(random, taskCount));

    public static double[] RandomLosses(Random random, int taskCount) => [.. Enumerable.Range(0, taskCount).Select(_ => 0.1 + (3 * random.NextDouble()))];

    public static double[] Normals(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];

    public static double Dot(double[] first, double[] second)
    {
        double sum = 0;
        for (int k = 0; k < first.Length; k++)
        {
            sum += first[k] * second[k];
        }

        return sum;
    }

    /// <summary>Gradients and losses, as when every loss is measured in another unit.</summary>
    public SampleStep Scaled(double factor) => Scaled([.. Enumerable.Repeat(factor, TaskCount)]);

    /// <summary>Gradients and losses, as when each loss is measured in another unit.</summary>
    public SampleStep Scaled(double[] factors) => new(
        [.. Gradients.Select((gradient, task) => gradient.Select(value => value * factors[task]).ToArray())],
        [.. Losses.Select((loss, task) => loss * factors[task])])
    {
        LossesAfter = [.. LossesAfter.Select((loss, task) => loss * factors[task])],
    };

    /// <summary>Other gradients with the same losses.</summary>
    public SampleStep WithGradients(IEnumerable<double[]> gradients) => new([.. gradients], Losses) { LossesAfter = LossesAfter };

    public SampleStep Permuted(int[] order) => new([.. order.Select(task => Gradients[task])], [.. order.Select(task => Losses[task])])
    {
        LossesAfter = [.. order.Select(task => LossesAfter[task])],
    };

    /// <summary>All the evidence of the step, whatever the method needs.</summary>
    public StepEvidence Evidence(int iteration = 1) => Evidence(AutoScale.Gradients.Evidence.Gramian, iteration);

    /// <summary>The evidence of the step up to a level.</summary>
    public StepEvidence Evidence(Evidence level, int iteration) => new()
    {
        Iteration = iteration,
        Losses = Losses,
        GradientNorms = level >= AutoScale.Gradients.Evidence.GradientNorms ? _norms : [],
        Gramian = level >= AutoScale.Gradients.Evidence.Gramian ? Gramian : null,
    };

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

    /// <summary>Σ |wᵢ|·‖gᵢ‖: how large the parts of the combined gradient are.</summary>
    public double Parts(double[] weights) => weights.Zip(_norms, (weight, norm) => Math.Abs(weight) * norm).Sum();

    private static Gramian GramianOf(double[][] gradients)
    {
        double[] entries = new double[gradients.Length * gradients.Length];
        for (int i = 0; i < gradients.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                entries[(i * gradients.Length) + j] = entries[(j * gradients.Length) + i] = Dot(gradients[i], gradients[j]);
            }
        }

        return new Gramian(entries);
    }
}
