using AutoScale.Weighting;

namespace AutoScale.Conformance.Tests;

/// <summary>No two methods are the same method under two names.</summary>
public class DistinctionTests
{
    private const int TaskCount = 4;

    /// <summary>Pairs with one direction at the first step, each with the reason.</summary>
    private static readonly Dictionary<string, string> _alike = new()
    {
        ["unitary = fixed"] = "the fixed weights are the user's; the test gives 1 for every task",
        ["unitary = dwa"] = "DWA's weights are 1 until it has two windows of losses",
        ["fixed = dwa"] = "both reasons",
        ["imtl-g = imtl"] = "IMTL differs in length: projections on unit gradients do not see IMTL-L's factors",
        ["uw = imtl-l"] = "IMTL-L is uncertainty weighting with the sign of s turned round, without the factor 1/2",
        ["nash-mtl = fairgrad"] = "FairGrad's default α is 1; Nash-MTL differs in length, which it clips",
        ["si = gls"] = "the gradients of Σ log l and of the geometric mean differ in length",
    };

    [Fact]
    public void Weigh_GenericRun_IsDifferentForEveryPairOfMethods()
    {
        (string Name, double[][] Weights)[] runs = [.. MethodCatalogue.All.Select(method => (method.Name, Run(method)))];
        List<string> alike = [];
        for (int first = 0; first < runs.Length; first++)
        {
            for (int second = first + 1; second < runs.Length; second++)
            {
                if (runs[first].Weights.Zip(runs[second].Weights, IsOneDirection).All(isOne => isOne))
                {
                    alike.Add($"{runs[first].Name} = {runs[second].Name}");
                }
            }
        }

        Assert.True(_alike.Keys.ToHashSet().SetEquals(alike), $"Expected {string.Join("; ", _alike.Keys)}, got {string.Join("; ", alike)}.");
    }

    private static double[][] Run(MethodDescriptor method)
    {
        Trial trial = new(method, "", []);
        return trial.Run(trial.Create(TaskCount), TaskCount);
    }

    /// <summary>Independent gradients have one combined direction only if the weights have.</summary>
    private static bool IsOneDirection(double[] first, double[] second)
    {
        double dot = SampleStep.Dot(first, second);
        double cosine = dot / Math.Sqrt(SampleStep.Dot(first, first) * SampleStep.Dot(second, second));
        return cosine > 1 - 1e-9;
    }
}
