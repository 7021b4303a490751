using AutoScale.Weighting;

namespace AutoScale.Conformance.Checks;

/// <summary>What a method promises of its update by <see cref="MethodClaims"/>.</summary>
internal static class ClaimChecks
{
    private const double Rounding = 1e-7;
    private const double Vanishing = 1e-6;
    private static readonly (int Tasks, int Dimensions, int Rank)[] _shapes = [(1, 1, 1), (2, 5, 2), (4, 3, 1), (4, 3, 2), (4, 3, 3), (9, 11, 5), (9, 11, 9), (20, 10, 10), (20, 10, 5), (20, 10, 1), (20, 100, 19)];

    /// <summary>gᵢ·A ≥ 0 for every task.</summary>
    public static void NonConflicting(Trial trial)
    {
        foreach ((SampleStep step, Input input) in Steps(trial).Concat(NotStationary(trial)).Concat(Stationary(trial)))
        {
            double[] weights = trial.Weigh(trial.Create(step.TaskCount), step, input);
            double[] update = step.Combine(weights);
            double parts = step.Parts(weights);
            double[] uphill = [.. step.Gradients.Select(gradient => SampleStep.Dot(gradient, update) / Math.Max(double.Epsilon, parts * Math.Sqrt(SampleStep.Dot(gradient, gradient))))];
            trial.Require(uphill.Min() >= -Rounding, input, $"no task whose gradient has a cosine with the update, beside its parts, below {Trial.Text(-Rounding)}", Trial.Text(uphill));
        }
    }

    /// <summary>A(diag(a·c + b·e)·J) = a·A(diag(c)·J) + b·A(diag(e)·J), the losses being what they are.</summary>
    public static void LinearUnderScaling(Trial trial)
    {
        foreach ((SampleStep step, Input input) in Steps(trial))
        {
            Random random = new(input.Seed + 1);
            double[] first = Factors(random, step.TaskCount);
            double[] second = Factors(random, step.TaskCount);
            (double a, double b) = (0.1 + random.NextDouble(), 0.1 + random.NextDouble());
            double[] one = Update(trial, step, first, input, out double partsOfOne);
            double[] two = Update(trial, step, second, input, out double partsOfTwo);
            double[] both = Update(trial, step, [.. first.Zip(second, (c, e) => (a * c) + (b * e))], input, out _);
            double[] expected = [.. one.Zip(two, (x, y) => (a * x) + (b * y))];
            trial.RequireNear(expected, both, Rounding * ((a * partsOfOne) + (b * partsOfTwo)), input with { What = "gradients each times a factor" }, "the sum of the updates of two factors,");
        }
    }

    /// <summary>Where no combination of the gradients with positive weights vanishes, neither does the update.</summary>
    public static void StronglyStationary(Trial trial)
    {
        foreach ((SampleStep step, Input input) in NotStationary(trial))
        {
            double[] weights = trial.Weigh(trial.Create(step.TaskCount), step, input);
            double[] update = step.Combine(weights);
            double length = Math.Sqrt(SampleStep.Dot(update, update));
            trial.Require(length > Vanishing * step.Parts(weights), input, $"an update longer than {Trial.Text(Vanishing)} of its parts", $"{Trial.Text(update)}, {Trial.Text(length)} long");
        }
    }

    /// <summary>Two tasks with gradients of one length and losses of one history have equal weights, whatever the angle.</summary>
    public static void EqualForSymmetricPair(Trial trial)
    {
        IWeighting weighting = trial.Create(2);
        for (int iteration = 1; iteration <= Trial.Steps; iteration++)
        {
            // Flipped signs make any angle, and norms equal to the last bit: rounding is a difference to a method that follows its sign.
            Random random = new(iteration);
            double[] first = SampleStep.Normals(random, 6);
            double[] second = [.. first.Select((value, entry) => entry < iteration % 7 ? -value : value)];
            double loss = 0.1 + random.NextDouble();
            SampleStep step = new([first, second], [loss, loss]) { LossesAfter = [0.9 * loss, 0.9 * loss] };
            Input input = new("two gradients of one length and one loss", iteration, 2, iteration);
            double[] weights = trial.Weigh(weighting, step, input);
            trial.Require(Math.Abs(weights[0] - weights[1]) <= Rounding * Math.Abs(weights[0]), input, "equal weights", Trial.Text(weights));
            if (iteration % Trial.ValidateEvery == 0)
            {
                double score = random.NextDouble();
                (weighting as IObservesValidation)?.Observe([new TaskScore(score, true), new TaskScore(score, true)]);
            }
        }
    }

    private static double[] Update(Trial trial, SampleStep step, double[] factors, Input input, out double parts)
    {
        SampleStep scaled = step.WithGradients(step.Gradients.Select((gradient, task) => gradient.Select(value => factors[task] * value).ToArray()));
        double[] weights = trial.Weigh(trial.Create(step.TaskCount), scaled, input);
        parts = scaled.Parts(weights);
        return scaled.Combine(weights);
    }

    private static double[] Factors(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => 0.1 + random.NextDouble())];

    /// <summary>Random gradients of every shape and rank.</summary>
    private static IEnumerable<(SampleStep Step, Input Input)> Steps(Trial trial) =>
        from shape in _shapes
        where shape.Tasks >= trial.Method.MinimumTaskCount
        from seed in Enumerable.Range(1, 3)
        let random = new Random(seed)
        let basis = SampleStep.Random(random, shape.Rank, shape.Dimensions)
        let step = new SampleStep([.. Enumerable.Range(0, shape.Tasks).Select(_ => basis.Combine(SampleStep.Normals(random, shape.Rank)))], SampleStep.RandomLosses(random, shape.Tasks))
        select (step, new Input($"random gradients of rank {shape.Rank} in {shape.Dimensions} dimensions", seed, shape.Tasks));

    /// <summary>Gradients that cannot cancel with positive weights: all in a half-space, or some of them in its border, where those can cancel.</summary>
    private static IEnumerable<(SampleStep Step, Input Input)> NotStationary(Trial trial) =>
        from inBorder in (int[])[0, 2, 5]
        from shape in _shapes
        where shape.Tasks >= trial.Method.MinimumTaskCount && shape.Tasks > inBorder && shape.Dimensions > 1
        from dimensions in new[] { shape.Dimensions, shape.Rank }.Distinct()
        let step = Halfspace(new Random(shape.Tasks), shape.Tasks, dimensions, inBorder)
        select (step, new Input($"gradients of a half-space, {inBorder} of them in its border, where they cancel", shape.Tasks, shape.Tasks));

    /// <summary>Gradients that can cancel with positive weights.</summary>
    private static IEnumerable<(SampleStep Step, Input Input)> Stationary(Trial trial) =>
        from shape in _shapes
        where shape.Tasks >= Math.Max(2, trial.Method.MinimumTaskCount)
        let step = Halfspace(new Random(shape.Tasks), shape.Tasks, shape.Dimensions + 1, shape.Tasks)
        select (step, new Input("gradients that cancel", shape.Tasks, shape.Tasks));

    /// <summary>The first coordinate is positive but for the gradients in the border, whose last one is what cancels the others with random positive weights.</summary>
    private static SampleStep Halfspace(Random random, int tasks, int dimensions, int inBorder)
    {
        SampleStep step = SampleStep.Random(random, tasks, dimensions);
        for (int task = 0; task < tasks; task++)
        {
            step.Gradients[task][0] = task < inBorder ? 0 : 0.1 + random.NextDouble();
        }

        if (inBorder > 0)
        {
            double[] weights = [.. Factors(random, inBorder - 1), .. new double[tasks - inBorder + 1]];
            step.Gradients[inBorder - 1] = [.. step.Combine(weights).Select(value => -value)];
        }

        return new SampleStep(step.Gradients, step.Losses);
    }
}
