using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>What every method of the catalogue owes its users. A new method is tested by its catalogue line.</summary>
public class ConformanceTests
{
    private const int Steps = 24; // Past AutoScale's exploration phase, a fifth of the contexts' run.
    private static readonly int[] _taskCounts = [1, 2, 3, 5, 8];
    private static readonly double[] _scales = [0, 1e-20, 1e-12, 1e-6, 1, 1e6, 1e12, 1e20];

    public static TheoryData<string, int> MethodsAndTaskCounts => Product(_taskCounts);

    public static TheoryData<string, int> StatefulMethods => Product(_taskCounts, method => method.IsStateful);

    /// <summary>With those that need their state under some options only.</summary>
    public static TheoryData<string, int> RestorableMethods =>
        Product(_taskCounts, method => MethodContexts.Create(method, method.MinimumTaskCount) is IStateful);

    public static TheoryData<string, int> StatelessMethods => Product(_taskCounts, method => !method.IsStateful);

    /// <summary>Without fixed weights and choices by position, which claim nothing.</summary>
    public static TheoryData<string, int> EquivariantMethods => Product(_taskCounts, method => method.IsPermutationEquivariant);

    public static TheoryData<string, double> MethodsAndScales => Product(_scales);

    [Theory]
    [MemberData(nameof(MethodsAndScales))]
    public void Weigh_AnyScale_GivesFiniteWeightsAndAnHonestCertificate(string name, double scale)
    {
        Random random = new(1);
        foreach (int taskCount in TaskCounts(name))
        {
            IWeighting weighting = Create(name, taskCount);
            for (int iteration = 1; iteration <= Steps; iteration++)
            {
                double[] weights = TestStep.Random(random, taskCount, 12).Scaled(scale).Weigh(weighting, out Certificate certificate, iteration);

                Near.AssertFinite(weights);
                Assert.True(double.IsFinite(certificate.Residual) && certificate.Residual >= 0 && certificate.Iterations >= 0);
            }
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_DegenerateGradients_GivesFiniteWeights(string name, int taskCount)
    {
        Random random = new(2);
        IWeighting weighting = Create(name, taskCount);
        TestStep generic = TestStep.Random(random, taskCount, 12);
        double[] common = generic.Gradients[0];
        TestStep[] degenerate =
        [
            generic.Scaled([0, .. Enumerable.Repeat(1.0, taskCount - 1)]),
            generic with { Gradients = [.. generic.Gradients.Select(_ => common)] },
            generic with { Gradients = [.. generic.Gradients.Select((_, task) => common.Select(value => task % 2 == 0 ? value : -value).ToArray())] },
            generic with { Gradients = [.. generic.Gradients.Select((_, task) => common.Select(value => Math.Pow(10, 3 * task) * value).ToArray())] },
            TestStep.Random(random, taskCount, Math.Max(1, taskCount - 2)),
            generic.Scaled([.. Enumerable.Range(0, taskCount).Select(task => Math.Pow(1e12, task % 3 - 1))]),
        ];
        int iteration = 0;
        foreach (TestStep step in degenerate)
        {
            TestStep fresh = new(step.Gradients, step.Losses);

            Near.AssertFinite(fresh.Weigh(weighting, out Certificate certificate, ++iteration));
            Assert.True(double.IsFinite(certificate.Residual) && certificate.Residual >= 0);
        }
    }

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_WrongNumberOfWeights_Throws(string name, int taskCount)
    {
        TestStep step = TestStep.Random(new Random(3), taskCount, 12);

        Assert.Throws<ArgumentException>(() => Create(name, taskCount).Weigh(step.Evidence(), new double[taskCount + 1]));
        Assert.Throws<ArgumentException>(() => Create(name, taskCount).Weigh(step.Evidence(), new double[taskCount - 1]));
    }

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_EvidenceBelowItsNeeds_Throws(string name, int taskCount)
    {
        IWeighting weighting = Create(name, taskCount);
        if (weighting.Needs == Evidence.Losses)
        {
            TestStep step = TestStep.Random(new Random(3), taskCount, 12);
            double[] all = step.Weigh(weighting);
            double[] weights = new double[taskCount];
            Create(name, taskCount).Weigh(new StepEvidence { Iteration = 1, Losses = step.Losses }, weights);
            Assert.Equal(all, weights); // It reads no more than it asks for.
            return;
        }

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => weighting.Weigh(new StepEvidence { Iteration = 7, Losses = new double[taskCount] }, new double[taskCount]));
        Assert.Contains("iteration 7", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_AnyStep_LeavesItsInputAlone(string name, int taskCount)
    {
        IWeighting weighting = Create(name, taskCount);
        TestStep step = TestStep.Random(new Random(4), taskCount, 12);
        StepEvidence evidence = step.Evidence();
        double[] before = [.. evidence.Losses, .. evidence.GradientNorms, .. evidence.Gramian!.Entries];

        weighting.Weigh(evidence, new double[taskCount]);

        double[] after = [.. evidence.Losses, .. evidence.GradientNorms, .. evidence.Gramian.Entries];
        Assert.Equal(before, after);
    }

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_TheSameRunTwice_GivesTheSameWeights(string name, int taskCount) =>
        Assert.Equal(Run(Create(name, taskCount), taskCount, 1, Steps), Run(Create(name, taskCount), taskCount, 1, Steps));

    [Theory]
    [MemberData(nameof(StatefulMethods))]
    public void Capture_StatefulMethod_HoldsSomething(string name, int taskCount) =>
        Assert.NotEmpty(Assert.IsType<IStateful>(Create(name, taskCount), exactMatch: false).Capture().Values);

    [Theory]
    [MemberData(nameof(StatelessMethods))]
    public void Weigh_StatelessMethod_ForgetsEarlierSteps(string name, int taskCount)
    {
        IWeighting weighting = Create(name, taskCount);
        TestStep step = TestStep.Random(new Random(5), taskCount, 12);
        double[] first = step.Weigh(weighting);
        Run(weighting, taskCount, 2, Steps);

        Assert.Equal(first, step.Weigh(weighting)); // Of the same iteration, which methods that draw at random depend on.
    }

    [Theory]
    [MemberData(nameof(RestorableMethods))]
    public void Restore_AtAnyStep_GoesOnAsIfUninterrupted(string name, int taskCount)
    {
        for (int stop = 0; stop < Steps; stop++)
        {
            IWeighting uninterrupted = Create(name, taskCount);
            Run(uninterrupted, taskCount, 1, stop);
            WeightingState state = ((IStateful)uninterrupted).Capture();
            double[][] expected = Run(uninterrupted, taskCount, stop + 1, Steps);
            IWeighting resumed = Create(name, taskCount);

            ((IStateful)resumed).Restore(state);

            Assert.Equal(expected, Run(resumed, taskCount, stop + 1, Steps));
        }
    }

    [Theory]
    [MemberData(nameof(RestorableMethods))]
    public void Restore_StateOfAnotherMethod_SaysSo(string name, int taskCount)
    {
        IStateful stateful = (IStateful)Create(name, taskCount);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => stateful.Restore(new WeightingState().With("other", [1])));

        Assert.Contains("It belongs to another method.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EquivariantMethods))]
    public void Weigh_TasksReordered_ReordersTheWeights(string name, int taskCount)
    {
        int[] order = [.. Enumerable.Range(0, taskCount)];
        new Random(6).Shuffle(order);
        IWeighting weighting = Create(name, taskCount);
        IWeighting reordered = Create(name, taskCount);
        Random random = new(7);
        for (int iteration = 1; iteration <= Steps; iteration++)
        {
            TestStep step = TestStep.Random(random, taskCount, 12);
            TestStep permuted = step.Permuted(order);

            double[] weights = step.Weigh(weighting, iteration);

            Near.AssertEqual([.. order.Select(task => weights[task])], permuted.Weigh(reordered, iteration), 1e-6);
        }
    }

    private static double[][] Run(IWeighting weighting, int taskCount, int from, int to) =>
        [.. Enumerable.Range(from, Math.Max(0, to - from + 1)).Select(iteration => TestStep.Random(new Random(iteration), taskCount, 12).Weigh(weighting, iteration))];

    private static IWeighting Create(string name, int taskCount) => MethodContexts.Create(MethodCatalogue.Find(name), taskCount);

    private static IEnumerable<int> TaskCounts(string name) => _taskCounts.Where(count => count >= MethodCatalogue.Find(name).MinimumTaskCount);

    private static TheoryData<string, T> Product<T>(T[] values, Func<MethodDescriptor, bool>? isTested = null)
    {
        TheoryData<string, T> product = [];
        foreach (MethodDescriptor method in MethodCatalogue.All.Where(isTested ?? (_ => true)))
        {
            foreach (T value in values)
            {
                if (value is not int taskCount || taskCount >= method.MinimumTaskCount)
                {
                    product.Add(method.Name, value);
                }
            }
        }

        return product;
    }
}
