using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>A certificate without a guard means that the method's own conditions hold, worked out here from the gradients alone.</summary>
public class CertificateTests
{
    private const double Solved = 1e-9;
    private static readonly (int Tasks, int Dimensions)[] _shapes = [(2, 2), (2, 9), (3, 2), (5, 7), (8, 6), (12, 3), (12, 40), (40, 30), (40, 60)];

    /// <summary>The largest violation, relative to P = Σ |wᵢ|·‖gᵢ‖, from the weights, the projections pᵢ = v·gᵢ/‖gᵢ‖ and the lengths wᵢ·‖gᵢ‖ of the parts of v.</summary>
    private static readonly Dictionary<string, Func<Solution, double>> _conditions = new()
    {
        ["mgda"] = solution => solution.Worst(task => Slack(solution.Weights[task], solution.Projections[task] - (solution.SquaredLength / solution.Norms[task]))),
        ["edm"] = solution => solution.Worst(task => Slack(solution.Weights[task], solution.Projections[task] - solution.Common)),
        ["dualproj"] = solution => solution.Worst(task => Math.Abs(Math.Min((solution.Weights[task] - 1) * solution.Norms[task], solution.Projections[task]))),
        ["upgrad"] = solution => solution.Worst(task => Math.Max(0, -solution.Projections[task])),
        ["imtl-g"] = solution => solution.Worst(task => Math.Abs(solution.Projections[task] - solution.Common)),
        ["config"] = solution => solution.Worst(task => Math.Abs(solution.Projections[task] - solution.Common)),
        ["nash-mtl"] = solution => solution.Worst(task => Math.Abs((solution.Weights[task] * solution.Norms[task] * solution.Projections[task]) - (solution.SquaredLength / solution.Weights.Length))),
        ["fairgrad"] = solution => solution.Worst(task => Math.Abs((solution.Weights[task] * solution.Norms[task] * solution.Projections[task]) - 1)),
    };

    public static TheoryData<string> Names => [.. _conditions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weigh_NoGuard_HoldsTheConditionsOfTheMethod(string name)
    {
        int exact = 0;
        foreach ((int tasks, int dimensions) in _shapes)
        {
            Random random = new(tasks + dimensions);
            for (int run = 0; run < 10; run++)
            {
                TestStep step = TestStep.Random(random, tasks, dimensions).Scaled([.. Enumerable.Range(0, tasks).Select(_ => Math.Pow(10, (4 * random.NextDouble()) - 2))]);
                double[] weights = step.Weigh(MethodContexts.Create(MethodCatalogue.Find(name), tasks), out Certificate certificate);
                if (certificate.Guards == Guards.None)
                {
                    exact++;
                    Assert.InRange(certificate.Residual, 0, Solved);
                    Assert.InRange(_conditions[name](new Solution(step, weights)), 0, Solved);
                }
            }
        }

        Assert.True(exact >= 20, $"Only {exact} steps were solved without a guard: too few to say something.");
    }

    /// <summary>0 on a task in use, at least 0 on the others.</summary>
    private static double Slack(double weight, double value) => weight > 0 ? Math.Abs(value) : Math.Max(0, -value);

    private sealed class Solution(TestStep step, double[] weights)
    {
        private readonly double _parts = step.Parts(weights);

        public double[] Weights { get; } = weights;

        public double[] Norms { get; } = step.Gramian.Norms();

        public double[] Projections { get; } = step.Projections(step.Combine(weights));

        /// <summary>‖v‖².</summary>
        public double SquaredLength => Weights.Zip(Norms, (weight, norm) => weight * norm).Zip(Projections, (part, projection) => part * projection).Sum();

        /// <summary>The projection that all have if all have one: ‖v‖² over the sum of the parts.</summary>
        public double Common => SquaredLength / Weights.Zip(Norms, (weight, norm) => weight * norm).Sum();

        public double Worst(Func<int, double> violation) => Enumerable.Range(0, Weights.Length).Max(violation) / _parts;
    }
}
