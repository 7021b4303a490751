using AutoScale.Gradients;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Conformance.Checks;

/// <summary>What <see cref="IWeighting"/> asks of every method, whatever its mathematics.</summary>
internal static class ContractChecks
{
    private static readonly double[] _scales = [1e-12, 1e-6, 1, 1e6, 1e12];

    /// <summary>Writes one weight per task and refuses room for more or fewer.</summary>
    public static void OneWeightPerTask(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            SampleStep step = SampleStep.Random(new Random(3), taskCount, 12);
            foreach (int room in (int[])[taskCount - 1, taskCount + 1])
            {
                trial.RequireThrows<ArgumentException>(
                    () => trial.Create(taskCount).Weigh(step.Evidence(), new double[room]), new Input($"room for {room} weights", 3, taskCount));
            }
        }
    }

    /// <summary>Asks for no more than its descriptor says, is content with what it asks for, reads no more, and says what is missing.</summary>
    public static void ReadsWhatItNeeds(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            Input input = new("all evidence, asked for or not", 4, taskCount);
            IWeighting given = trial.Create(taskCount);
            IWeighting flooded = trial.Create(taskCount);
            Random random = new(4);
            for (int iteration = 1; iteration <= Trial.Steps; iteration++)
            {
                SampleStep step = SampleStep.Random(random, taskCount, 12);
                Evidence needs = given.Needs;
                Evidence most = given is Probe ? Evidence.Gramian : trial.Method.Needs; // A probe asks for the trace's sake.
                trial.Require(needs <= most, input with { Iteration = iteration }, $"to need at most the descriptor's {most}", needs.ToString());
                double[] weights = trial.Weigh(given, step, input with { Iteration = iteration });
                trial.RequireSame([weights], [step.Weigh(flooded, iteration)], input with { Iteration = iteration }, "the weights of just what it needs,");
            }

            RefusesLess(trial, taskCount);
        }
    }

    /// <summary>Leaves losses, norms and Gramian as they were.</summary>
    public static void LeavesEvidenceAlone(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            SampleStep step = SampleStep.Random(new Random(5), taskCount, 12);
            double[] before = Numbers(step.Evidence());
            step.Weigh(trial.Create(taskCount));
            trial.RequireSame([before], [Numbers(step.Evidence())], new Input("random gradients", 5, taskCount), "the evidence as it was,");
        }
    }

    /// <summary>A certificate that says nothing of a guard means that the weights are solved.</summary>
    public static void CertificateIsHonest(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            foreach (double scale in _scales)
            {
                IWeighting weighting = trial.Create(taskCount);
                Random random = new(6);
                for (int iteration = 1; iteration <= Trial.Steps; iteration++)
                {
                    Input input = new($"random gradients times {Trial.Text(scale)}", 6, taskCount, iteration);
                    trial.Weigh(weighting, SampleStep.Random(random, taskCount, 2 * taskCount).Scaled(scale), input, out Certificate certificate);
                    trial.RequireHonest(certificate, input);
                }
            }
        }
    }

    /// <summary>Weights that are brought to a sum by default have a positive one.</summary>
    public static void HasItsScale(Trial trial)
    {
        WeightScale scale = trial.Method.DefaultScale;
        foreach (int taskCount in trial.TaskCounts)
        {
            IWeighting weighting = trial.Create(taskCount);
            for (int iteration = 1; iteration <= Trial.Steps; iteration++)
            {
                Input input = new("random gradients", iteration, taskCount, iteration);
                double[] weights = trial.Weigh(weighting, SampleStep.Random(new Random(iteration), taskCount, 12), input);
                trial.RequireScalable(weights, input);
                double wanted = scale == WeightScale.SumToK ? taskCount : 1;
                WeightScaling.Apply(scale, weights);
                trial.Require(scale == WeightScale.Raw || Math.Abs(weights.Sum() - wanted) <= 1e-9 * wanted, input, $"a sum of {Trial.Text(wanted)}", Trial.Text(weights));
            }
        }
    }

    private static void RefusesLess(Trial trial, int taskCount)
    {
        IWeighting weighting = trial.Create(taskCount);
        if (weighting.Needs == Evidence.Losses || weighting is Probe) // A probe reads no more than the method inside it, which is checked alone.
        {
            return;
        }

        Input input = new("losses alone", 4, taskCount, 7);
        InvalidOperationException error = trial.RequireThrows<InvalidOperationException>(
            () => weighting.Weigh(new StepEvidence { Iteration = 7, Losses = new double[taskCount] }, new double[taskCount]), input);
        trial.Require(error.Message.Contains("iteration 7", StringComparison.Ordinal), input, "a message that names iteration 7", error.Message);
    }

    private static double[] Numbers(StepEvidence evidence) => [.. evidence.Losses, .. evidence.GradientNorms, .. evidence.Gramian!.Entries];
}
