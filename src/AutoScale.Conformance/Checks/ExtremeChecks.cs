using AutoScale.Weighting;

namespace AutoScale.Conformance.Checks;

/// <summary>Numbers of any size, gradients without a generic position, and losses and scores that are not numbers.</summary>
internal static class ExtremeChecks
{
    private const int MostTasks = 40;
    private static readonly double[] _scales = [0, 1e-20, 1e-12, 1e-6, 1, 1e6, 1e12, 1e20];

    /// <summary>Finite weights and certificates for every number of tasks from 1 to 40 at every scale.</summary>
    public static void AnyScale(Trial trial)
    {
        for (int taskCount = trial.Method.MinimumTaskCount; taskCount <= MostTasks; taskCount++)
        {
            IWeighting weighting = trial.Create(taskCount);
            for (int k = 0; k < _scales.Length; k++)
            {
                Step(trial, weighting, SampleStep.Random(new Random(taskCount), taskCount, 12).Scaled(_scales[k]), new Input($"random gradients times {Trial.Text(_scales[k])}", taskCount, taskCount, k + 1));
            }
        }
    }

    /// <summary>The same over whole runs, each at one scale: what a method remembers of such steps does no harm either.</summary>
    public static void AnyScaleForLong(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            foreach (double scale in _scales)
            {
                IWeighting weighting = trial.Create(taskCount);
                for (int iteration = 1; iteration <= Trial.Steps; iteration++)
                {
                    Step(trial, weighting, SampleStep.Random(new Random(iteration), taskCount, 12).Scaled(scale), new Input($"random gradients times {Trial.Text(scale)}", iteration, taskCount, iteration));
                }
            }
        }
    }

    /// <summary>Finite weights and certificates where gradients vanish, repeat, cancel, or lie in a small space.</summary>
    public static void DegenerateGradients(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts.Concat([12, 20, 29, MostTasks]))
        {
            IWeighting weighting = trial.Create(taskCount);
            int iteration = 0;
            foreach ((string what, SampleStep step) in Degenerate(taskCount))
            {
                Step(trial, weighting, step, new Input(what, taskCount, taskCount, ++iteration));
            }
        }
    }

    /// <summary>Losses after an update and validation scores that are not numbers leave the weights finite. (Losses and gradients that are not numbers are refused before a method sees them.)</summary>
    public static void LooksThatAreNotNumbers(Trial trial)
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -1];
        foreach (int taskCount in trial.TaskCounts)
        {
            IWeighting weighting = trial.Create(taskCount);
            for (int iteration = 1; iteration <= Trial.Steps; iteration++)
            {
                double value = odd[iteration % odd.Length];
                SampleStep step = SampleStep.Random(new Random(iteration), taskCount, 12);
                double[] after = [value, .. step.LossesAfter.Skip(1)];
                trial.Weigh(weighting, step with { LossesAfter = after }, new Input($"a loss after the update, or a score, of {Trial.Text(value)}", iteration, taskCount, iteration));
                (weighting as IObservesValidation)?.Observe([.. after.Select(score => new TaskScore(score, iteration % 2 == 0))]);
            }
        }
    }

    private static IEnumerable<(string What, SampleStep Step)> Degenerate(int taskCount)
    {
        Random random = new(taskCount);
        SampleStep generic = SampleStep.Random(random, taskCount, 12);
        double[] common = generic.Gradients[0];
        double[] Common(double factor) => [.. common.Select(value => factor * value)];
        yield return ("one zero gradient", generic.Scaled([0, .. Enumerable.Repeat(1.0, taskCount - 1)]));
        yield return ("zero gradients with losses", generic.WithGradients(generic.Gradients.Select(_ => Common(0))));
        yield return ("one gradient for all", generic.WithGradients(generic.Gradients.Select(_ => Common(1))));
        yield return ("a duplicate", generic.WithGradients(generic.Gradients.Select((gradient, task) => task == 1 ? common : gradient)));
        yield return ("opposite gradients", generic.WithGradients(generic.Gradients.Select((_, task) => Common(task % 2 == 0 ? 1 : -1))));
        yield return ("parallel gradients of very different length", generic.WithGradients(generic.Gradients.Select((_, task) => Common(Math.Pow(10, 3 * (task % 9))))));
        yield return ("opposite gradients of very different length", generic.WithGradients(generic.Gradients.Select((_, task) => Common((task % 2 == 0 ? 1 : -1) * Math.Pow(10, 3 * (task % 9))))));
        yield return ("gradients that sum to zero", generic.WithGradients(SummingToZero(generic.Gradients)));
        yield return ("fewer dimensions than tasks", SampleStep.Random(random, taskCount, Math.Max(1, taskCount - 2)));
        yield return ("units from 1e-12 to 1e12", generic.Scaled([.. Enumerable.Range(0, taskCount).Select(task => Math.Pow(1e12, (task % 3) - 1))]));
    }

    private static IEnumerable<double[]> SummingToZero(double[][] gradients)
    {
        double[] mean = [.. Enumerable.Range(0, gradients[0].Length).Select(entry => gradients.Average(gradient => gradient[entry]))];
        return gradients.Select(gradient => gradient.Zip(mean, (value, average) => value - average).ToArray());
    }

    private static void Step(Trial trial, IWeighting weighting, SampleStep step, Input input)
    {
        trial.RequireScalable(trial.Weigh(weighting, step, input, out Certificate certificate), input);
        trial.RequireHonest(certificate, input);
    }
}
