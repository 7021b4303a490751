using AutoScale.Weighting;

namespace AutoScale.Conformance.Checks;

/// <summary>What must not change the update, or change it in a stated way.</summary>
internal static class InvarianceChecks
{
    private const double Rounding = 1e-6;
    private static readonly double[] _factors = [1e-5, 0.3, 7, 1e5];

    /// <summary>The order of the tasks does not matter.</summary>
    public static void Permutation(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            int[] order = [.. Enumerable.Range(0, taskCount)];
            new Random(7).Shuffle(order);
            Compare(trial, taskCount, "tasks in another order", step => step.Permuted(order), weights => [.. order.Select(task => weights[task])]);
        }
    }

    /// <summary>Only the inner products of the gradients matter, not the parameters they belong to.</summary>
    public static void RotationAndPadding(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            double[] axis = SampleStep.Normals(new Random(8), 12);
            double[] other = SampleStep.Normals(new Random(9), 12);
            Compare(trial, taskCount, "rotated gradients", step => step.WithGradients(step.Gradients.Select(gradient => Mirrored(Mirrored(gradient, axis), other))), weights => weights);
            Compare(trial, taskCount, "gradients padded with zeros", step => step.WithGradients(step.Gradients.Select(gradient => (double[])[.. gradient, 0, 0, 0])), weights => weights);
        }
    }

    /// <summary>A(c·J) = cᵖ·A(J) for the first step of a run.</summary>
    public static void Homogeneity(Trial trial)
    {
        double degree = trial.Method.HomogeneityDegree!.Value;
        foreach (int taskCount in trial.TaskCounts)
        {
            foreach (double factor in _factors)
            {
                Input input = new($"all gradients times {Trial.Text(factor)}", 10, taskCount);
                SampleStep step = SampleStep.Random(new Random(10), taskCount, 2 * taskCount);
                SampleStep scaled = step.WithGradients(step.Gradients.Select(gradient => gradient.Select(value => factor * value).ToArray()));
                double[] weights = trial.Weigh(trial.Create(taskCount), step, input);
                double[] expected = [.. step.Combine(weights).Select(value => Math.Pow(factor, degree) * value)];
                double[] update = scaled.Combine(trial.Weigh(trial.Create(taskCount), scaled, input));
                trial.RequireNear(expected, update, Rounding * Math.Pow(factor, degree) * step.Parts(weights), input, $"an update of degree {Trial.Text(degree)},");
            }
        }
    }

    /// <summary>Weighs a run and the same run changed, and compares the weights of every step.</summary>
    private static void Compare(Trial trial, int taskCount, string what, Func<SampleStep, SampleStep> change, Func<double[], double[]> expected)
    {
        IWeighting plain = trial.Create(taskCount);
        IWeighting changed = trial.Create(taskCount);
        for (int iteration = 1; iteration <= Trial.Steps; iteration++)
        {
            Input input = new(what, iteration, taskCount, iteration);
            SampleStep step = SampleStep.Random(new Random(iteration), taskCount, 12);
            double[] weights = expected(trial.Weigh(plain, step, input));
            trial.RequireNear(weights, trial.Weigh(changed, change(step), input), Rounding * Math.Sqrt(SampleStep.Dot(weights, weights)), input, "the weights");
        }
    }

    /// <summary>Householder's reflection of a vector; two of them make a rotation.</summary>
    private static double[] Mirrored(double[] vector, double[] axis)
    {
        double twice = 2 * SampleStep.Dot(vector, axis) / SampleStep.Dot(axis, axis);
        return [.. vector.Zip(axis, (value, along) => value - (twice * along))];
    }
}
