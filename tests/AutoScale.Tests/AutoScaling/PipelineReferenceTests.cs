using System.Text.Json;
using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;

namespace AutoScale.Tests.AutoScaling;

/// <summary>From the norms of a run to its weights, and the cost functions of the second reference file.</summary>
public sealed class PipelineReferenceTests
{
    [SharedTheory]
    [InlineData("avg", "average", 1e-11)]
    [InlineData("last", "last", 1e-11)]
    [InlineData("linear", "linear", 1e-11)]
    [InlineData("exp_decay", "exponential", 3e-8)]
    public void Solve_NormsOfARun_GivesTheReferenceWeights(string key, string predictor, double tolerance)
    {
        foreach (JsonElement item in ReferenceFiles.Read("autoscale.json").GetProperty("pipeline").EnumerateArray())
        {
            double[][] norms = ReferenceFiles.Rows(item.GetProperty("a"));
            AutoScaleOptions options = new()
            {
                TaskCount = item.GetProperty("K").GetInt32(),
                TotalIterations = item.GetProperty("T").GetInt32(),
                Alpha = item.GetProperty("alpha").GetDouble(),
                Gamma = item.GetProperty("gamma").GetDouble(),
                Tau = item.GetProperty("tau").GetInt32(),
                Floor = item.GetProperty("floor").GetDouble(),
                Predictor = PredictorCatalogue.Find(predictor),
            };

            AutoScaleSolution solution = AutoScaleSolver.Solve([.. norms.Select((row, at) => new IterationEvidence(at + 1, row, row))], options);

            double[][] windows = ReferenceFiles.Rows(item.GetProperty("W"));
            Assert.Equal(windows.Length, solution.Windows.Count);
            Assert.All(solution.Windows.Zip(windows), pair => RandomWindows.AssertSame(pair.Second, pair.First.Weights, 1e-11));
            Assert.Equal(ReferenceFiles.Numbers(item.GetProperty("x")), solution.Windows.Select(window => window.Span.MidPoint));
            double[] expected = ReferenceFiles.Numbers(item.GetProperty("projected").GetProperty(key));
            Assert.All(expected.Zip(solution.Final.Weights.ToArray()), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    [SharedFact]
    public void Minimise_EqualMagnitudeParts_ReachesTheReference()
    {
        foreach (JsonElement item in Parts("equalMagnitude"))
        {
            JsonElement input = item.GetProperty("input");
            double[] rows = [.. ReferenceFiles.Rows(input.GetProperty("magnitudes")).SelectMany(row => row)];
            double[] expected = ReferenceFiles.Numbers(item.GetProperty("output").GetProperty("weights"));

            WindowSolution solution = new EqualGradientMagnitude().Minimise(Window.OfGradientNorms(expected.Length, rows));

            Assert.Equal(item.GetProperty("output").GetProperty("objective").GetDouble(), solution.Cost, 1e-10);
            RandomWindows.AssertSame(expected, solution.Weights, item.GetProperty("rtol").GetDouble());
        }
    }

    [SharedFact]
    public void Minimise_ConditionNumberParts_ReachesTheReference()
    {
        foreach (JsonElement item in Parts("conditionNumber"))
        {
            Gramian[] gramians = [.. item.GetProperty("input").GetProperty("gradients").EnumerateArray().Select(iteration =>
            {
                double[][] gradients = ReferenceFiles.Rows(iteration);
                return new Gramian([.. gradients.SelectMany(first => gradients.Select(second => first.Zip(second, (a, b) => a * b).Sum()))]);
            })];
            Window window = Window.OfGramians(gramians);
            double[][] probes = ReferenceFiles.Rows(item.GetProperty("input").GetProperty("probeWeights"));
            double[] values = ReferenceFiles.Numbers(item.GetProperty("output").GetProperty("probeObjective"));
            LowConditionNumber cost = new();

            Assert.All(probes.Zip(values), pair => Assert.Equal(1, cost.Evaluate(window, pair.First) / pair.Second, 1e-9));
            Assert.InRange(cost.Minimise(window).Cost, 1, item.GetProperty("output").GetProperty("bestFoundObjective").GetDouble() * (1 + 1e-12));
        }
    }

    private static IEnumerable<JsonElement> Parts(string kind) =>
        ReferenceFiles.Read("autoscale_parts.json").EnumerateArray().Where(item => item.GetProperty("kind").GetString() == kind);
}
