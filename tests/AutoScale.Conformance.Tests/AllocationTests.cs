using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Conformance.Tests;

/// <summary>
/// A step in steady state allocates nothing, decompositions included: they keep their room. What allocates is stated elsewhere: AutoScale's exploration phase, which records the run, and
/// IMTL-G where the cosines are singular, whose eigenvectors come from MathNet.
/// </summary>
public class AllocationTests
{
    private const int WarmUp = 60;

    public static TheoryData<string, int> MethodsAndTaskCounts
    {
        get
        {
            TheoryData<string, int> product = [];
            foreach (MethodDescriptor method in MethodCatalogue.All)
            {
                Array.ForEach([2, 8, 40], taskCount => product.Add(method.Name, taskCount));
            }

            return product;
        }
    }

    public static TheoryData<string> Decorators => [.. DecoratorCatalogue.All.Select(decorator => $"{decorator.Name}={decorator.Example}")];

    [Theory]
    [MemberData(nameof(MethodsAndTaskCounts))]
    public void Weigh_SteadyState_AllocatesNothing(string name, int taskCount) => AssertAllocatesNothing(name, taskCount, []);

    [Theory]
    [MemberData(nameof(Decorators))]
    public void Weigh_DecoratedInSteadyState_AllocatesNothing(string decorator) => AssertAllocatesNothing("imtl-g", 8, [decorator]);

    private static void AssertAllocatesNothing(string name, int taskCount, string[] assignments)
    {
        int calls = taskCount < 40 ? 1000 : 50;
        MethodDescriptor method = MethodCatalogue.Find(name);
        IWeighting weighting = new Trial(method, "", assignments).Create(taskCount);
        SampleStep[] steps = [.. Enumerable.Range(1, 7).Select(seed => SampleStep.Random(new Random(seed), taskCount, 2 * taskCount))];
        double[] weights = new double[taskCount];
        Weigh(weighting, steps, weights, 1, WarmUp);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Weigh(weighting, steps, weights, WarmUp + 1, WarmUp + calls);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Weigh(IWeighting weighting, SampleStep[] steps, double[] weights, int from, int to)
    {
        for (int iteration = from; iteration <= to; iteration++)
        {
            SampleStep step = steps[iteration % steps.Length];
            weighting.Weigh(step.Evidence(iteration), weights);
            if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
            {
                observer.Observe(step.LossesAfter);
            }
        }
    }
}
