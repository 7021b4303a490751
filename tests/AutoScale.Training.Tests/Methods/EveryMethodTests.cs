using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Tests.Weighting;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Training.Tests.Methods;

/// <summary>Methods of both catalogues in the real trainer.</summary>
public sealed class EveryMethodTests
{
    /// <summary>Pairs that train alike for so few steps, each with the reason.</summary>
    private static readonly Dictionary<string, string> _alike = new()
    {
        ["unitary = fixed"] = "the fixed weights are the user's; the test gives 1 for every task",
        ["unitary = dwa"] = "DWA's weights are 1 until it has two windows of losses",
        ["fixed = dwa"] = "both reasons",
    };

    public static TheoryData<string, GradientScope> GramianMethodsAndScopes
    {
        get
        {
            TheoryData<string, GradientScope> product = [];
            foreach (MethodDescriptor method in MethodCatalogue.All.Where(method => method.Needs == Evidence.Gramian && method.Name != "autoscale"))
            {
                Array.ForEach([GradientScope.LastSharedLayer, GradientScope.Representation], scope => product.Add(method.Name, scope));
            }

            return product;
        }
    }

    /// <summary>MGDA-UB, Aligned-MTL-UB and the like: the method on the Gramian of the narrower gradients, nothing else.</summary>
    [Theory]
    [MemberData(nameof(GramianMethodsAndScopes))]
    public void Run_NarrowScope_WeighsByTheGramianThere(string name, GradientScope scope)
    {
        MethodDescriptor method = MethodCatalogue.Find(name);
        using TemporaryFolder narrow = new(), whole = new();
        WholeRuns.Run(Create(method, 3), WholeRuns.Options with { GradientScope = scope }, narrow.Path, on: new TinyProblem(taskCount: 3));
        WholeRuns.Run(Create(method, 3), WholeRuns.Options, whole.Path, on: new TinyProblem(taskCount: 3));
        IReadOnlyList<TraceRecord> records = Read(narrow);
        IWeighting replayed = Create(method, 3);

        Assert.Equal(WholeRuns.Options.Iterations, records.Count);
        foreach (TraceRecord record in records)
        {
            double[] weights = new double[3];
            replayed.Weigh(new StepEvidence { Iteration = record.Iteration, Losses = record.Losses, GradientNorms = record.GradientNorms, Gramian = record.Gramian }, weights);
            Near.AssertEqual(weights, record.Weights!, 1e-9);
        }

        Assert.NotEqual(Read(whole)[0].Gramian!.Entries.ToArray(), records[0].Gramian!.Entries.ToArray());
    }

    [Fact]
    public void Run_GenericProblem_IsDifferentForEveryPairOfMethods()
    {
        (string Name, double[] Losses)[] runs = [.. TrainingMethodCatalogue.All.Select(method => (method.Name, LossesOf(method)))];
        IEnumerable<string> alike =
            from first in Enumerable.Range(0, runs.Length)
            from second in Enumerable.Range(first + 1, runs.Length - first - 1)
            where runs[first].Losses.Zip(runs[second].Losses, (one, other) => Math.Abs(one - other) <= 1e-5 * one).All(isNear => isNear)
            select $"{runs[first].Name} = {runs[second].Name}";

        Assert.Equal(_alike.Keys.Order(), alike.Order());
    }

    private static double[] LossesOf(MethodDescriptor method)
    {
        TrainingOptions options = WholeRuns.Options with { WeightScale = method.DefaultScale, Optimizer = OptimizerKind.Sgd, GradientScope = TrainingMethodCatalogue.DefaultScope(method) };
        return [.. WholeRuns.Run(Create(method, 5), options, on: new TinyProblem(taskCount: 5, dropout: 0)).Steps.SelectMany(step => step.Losses)];
    }

    private static IReadOnlyList<TraceRecord> Read(TemporaryFolder folder)
    {
        using StreamReader reader = new(Path.Combine(folder.Path, RunFileNames.Trace));
        return Trace.Read(reader).Records;
    }

    private static IWeighting Create(MethodDescriptor method, int taskCount) => method.Create(
        new MethodContext([.. Enumerable.Range(0, taskCount).Select(task => $"t{task}")], WholeRuns.Options.Iterations)
        {
            Seed = 5,
            Options = MethodOptions.Parse(method.Options.Where(option => option.IsRequired).Select(option => $"{option.Name}=1")),
        });
}
