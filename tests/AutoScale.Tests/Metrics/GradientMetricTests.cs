using AutoScale.Gradients;
using AutoScale.Metrics;
using AutoScale.Tests.Weighting;

namespace AutoScale.Tests.Metrics;

public sealed class GradientMetricTests
{
    private static readonly Gramian _golden = GradientRows.Gramian([-4, 1, 1], [6, 1, 1]);

    [Fact]
    public void Metrics_TwoGradientsByHand_AreTheClosedForms()
    {
        // M = [[18, -22], [-22, 38]]: norms √18 and √38, product √684; eigenvalues 28 ± √584; g₁ + g₂ = (2, 2, 2), its products −4 and 16.
        double[] norms = _golden.Norms();

        Near.AssertEqual([-22], GradientConflict.DotProducts(_golden));
        Near.AssertEqual([Math.Sqrt(18.0 / 38)], GradientDominance.MagnitudeRatios(norms));
        Near.AssertEqual([2 * Math.Sqrt(684) / 56], GradientDominance.MagnitudeSimilarities(norms));
        Near.AssertEqual([-22 / Math.Sqrt(684)], GradientConflict.CosineSimilarities(_golden));
        Near.AssertEqual([-4 / Math.Sqrt(18 * 12), 16 / Math.Sqrt(38 * 12)], GradientConflict.CosinesToMean(_golden));
        Near.AssertEqual([-4 / Math.Sqrt(18), 16 / Math.Sqrt(38)], GradientConflict.ProjectedMagnitudes(_golden, [1, 1]));
        Near.AssertEqual([Math.Sqrt((28 + Math.Sqrt(584)) / (28 - Math.Sqrt(584)))], [TrainingStability.ConditionNumber(_golden)]);
        Assert.Equal(1, GradientConflict.ConflictingShare(_golden));
    }

    [Fact]
    public void Metrics_TwoGradients_HaveTheValuesOfOtherImplementations()
    {
        Assert.Equal(0.934050, GradientDominance.MagnitudeSimilarities(_golden.Norms())[0], 5e-7);
        Assert.Equal(-0.841191, GradientConflict.CosineSimilarities(_golden)[0], 5e-7);
        Assert.Equal(3.688700, TrainingStability.ConditionNumber(_golden), 5e-7);
        Assert.Equal(3.404960, TrainingStability.ConditionNumber(WeightedGramian.Of(_golden, [1.184661, 0.815339])), 1e-6); // That value is of a rounded cosine.
    }

    [Fact]
    public void ConditionNumber_TwoGradientsOfEqualNorm_IsTheAngleAlone()
    {
        Random random = new(1);
        for (int round = 0; round < 100; round++)
        {
            Gramian gramian = TestStep.Random(random, 2, 6).Gramian;
            double cosine = Math.Abs(GradientConflict.CosineSimilarities(gramian)[0]);
            double balanced = TrainingStability.ConditionNumber(WeightedGramian.Of(gramian, [1 / gramian.Norm(0), 1 / gramian.Norm(1)]));

            Near.AssertEqual([Math.Sqrt((1 + cosine) / (1 - cosine))], [balanced], 1e-10);
            Assert.True(TrainingStability.ConditionNumber(gramian) >= balanced * (1 - 1e-12)); // No weights of two tasks do better.
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Metrics_RandomGradients_KeepTheirBounds(int taskCount)
    {
        Random random = new(taskCount);
        for (int round = 0; round < 50; round++)
        {
            TestStep step = TestStep.Random(random, taskCount, 5).Scaled([.. Enumerable.Range(0, taskCount).Select(_ => Math.Exp(4 * random.NextDouble()))]);
            double[] norms = step.Gramian.Norms();
            double[] weights = [.. norms.Select(_ => random.NextDouble())];
            double[] ratios = GradientDominance.MagnitudeRatios(norms);
            double[] similarities = GradientDominance.MagnitudeSimilarities(norms);
            double final = Math.Sqrt(step.Gramian.SquaredNorm(weights));

            Assert.Equal(taskCount * (taskCount - 1) / 2, ratios.Length);
            Assert.All(ratios.Zip(similarities), pair => Assert.True(pair is { First: > 0 } && pair.Second >= pair.First && pair.Second <= 1));
            Assert.All(GradientConflict.CosineSimilarities(step.Gramian), cosine => Assert.InRange(cosine, -1, 1));
            Assert.InRange(GradientConflict.ConflictingShare(step.Gramian), 0, 1);

            // κ is at least the ratio of any two lengths of combined gradients with unit coefficients, the single ones among them.
            Assert.InRange(TrainingStability.ConditionNumber(step.Gramian), (norms.Max() / norms.Min()) - 1e-9, double.PositiveInfinity);
            Near.AssertEqual(step.Projections(step.Combine(weights)), GradientConflict.ProjectedMagnitudes(step.Gramian, weights), 1e-10);
            Near.AssertEqual([.. GradientConflict.CosinesToFinal(step.Gramian, weights).Select(cosine => cosine * final)], GradientConflict.ProjectedMagnitudes(step.Gramian, weights), 1e-10);
        }
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(1e-3)]
    [InlineData(1e20)]
    public void Metrics_AllGradientsScaled_DoNotChange(double factor)
    {
        TestStep step = TestStep.Random(new Random(7), 4, 9);
        Gramian scaled = step.Scaled(factor).Gramian;

        Near.AssertEqual(GradientDominance.MagnitudeSimilarities(step.Gramian.Norms()), GradientDominance.MagnitudeSimilarities(scaled.Norms()));
        Near.AssertEqual(GradientConflict.CosineSimilarities(step.Gramian), GradientConflict.CosineSimilarities(scaled));
        Near.AssertEqual(GradientConflict.CosinesToMean(step.Gramian), GradientConflict.CosinesToMean(scaled));
        Near.AssertEqual([TrainingStability.ConditionNumber(step.Gramian)], [TrainingStability.ConditionNumber(scaled)], 1e-11);
    }

    [Fact]
    public void ConditionNumber_MagnitudesFarApart_KeepsItsDigits()
    {
        // Orthogonal gradients of norms 1 and 1e-12: κ is the ratio, although κ² = 1e24 is beyond what eigenvalues of a full matrix resolve.
        Near.AssertEqual([1e12], [TrainingStability.ConditionNumber(new Gramian([1, 0, 0, 1e-24]))]);

        // At an angle of 60 degrees σₘₐₓ ≈ 1 and σₘᵢₙ ≈ sin 60°·1e-12.
        Near.AssertEqual([1e12 / Math.Sqrt(0.75)], [TrainingStability.ConditionNumber(new Gramian([1, 0.5e-12, 0.5e-12, 1e-24]))], 1e-11);
    }

    [Fact]
    public void Metrics_ZeroGradient_AreUndefinedOnlyWhereItTakesPart()
    {
        Gramian gramian = GradientRows.Gramian([3, 4], [0, 0], [3, -4]);
        double[] weights = [1, 1, 1];

        Assert.Equal([0, 1, 0], GradientDominance.MagnitudeRatios(gramian.Norms()));
        Assert.Equal([0, 1, 0], GradientDominance.MagnitudeSimilarities(gramian.Norms()));
        Near.AssertEqual([-7.0 / 25], [GradientConflict.CosineSimilarities(gramian)[1]]);
        Assert.Equal([true, false, true], GradientConflict.CosineSimilarities(gramian).Select(double.IsNaN));
        Assert.Equal([0.6, double.NaN, 0.6], GradientConflict.CosinesToFinal(gramian, weights), (expected, actual) => expected.Equals(actual) || Math.Abs(expected - actual) < 1e-15);
        Assert.Equal(1, GradientConflict.ConflictingShare(gramian));
        Assert.Equal(double.PositiveInfinity, TrainingStability.ConditionNumber(gramian));
        Assert.Equal(double.NaN, GradientDominance.MagnitudeSimilarity(0, 0));
    }

    [Fact]
    public void CosinesToMean_OppositeGradients_HaveNoDirectionToMeasureAgainst()
    {
        // 0.1 + 0.2 − 0.3 is not zero in floating point: what is left of the mean is rounding, not a direction.
        Gramian cancelling = GradientRows.Gramian([0.1, 1], [0.2, -3], [-0.30000000000000004, 2]);

        Assert.All(GradientConflict.CosinesToMean(cancelling), cosine => Assert.Equal(double.NaN, cosine));
        Assert.All(GradientConflict.CosinesToMean(GradientRows.Gramian([1, 2], [-1, -2])), cosine => Assert.Equal(double.NaN, cosine));
        Assert.Equal([-1], GradientConflict.CosineSimilarities(GradientRows.Gramian([1, 2], [-1, -2])));
        Assert.Equal([0, 0], GradientConflict.ProjectedMagnitudes(GradientRows.Gramian([1, 2], [-1, -2]), [1, 1]));
    }

    [Fact]
    public void ConditionNumber_ParallelGradients_IsInfiniteUpToTheRankTolerance()
    {
        // Two unit gradients at a small angle ε: σₘₐₓ/σₘᵢₙ = cot(ε/2). Dependent to rounding at 1e-7, independent at 1e-5.
        static double At(double angle) => TrainingStability.ConditionNumber(new Gramian([1, Math.Cos(angle), Math.Cos(angle), 1]));

        Assert.Equal(double.PositiveInfinity, At(0));
        Assert.Equal(double.PositiveInfinity, At(1e-7));
        Near.AssertEqual([2e5], [At(1e-5)], 1e-4);
        Near.AssertEqual([1 / Math.Tan(0.05)], [At(0.1)], 1e-12);
        Assert.Equal(1, TrainingStability.ConditionNumber(new Gramian([5])));
    }

    [Fact]
    public void WeightedGramian_AnyWeights_IsTheGramianOfTheWeightedGradients()
    {
        TestStep step = TestStep.Random(new Random(3), 4, 7);
        double[] weights = [0.5, 2, 0, -1];

        Near.AssertEqual(step.Scaled(weights).Gramian.Entries.ToArray(), WeightedGramian.Of(step.Gramian, weights).Entries.ToArray(), 1e-14);
        Assert.Throws<ArgumentException>(() => WeightedGramian.Of(step.Gramian, [1, 1]));
    }

    [Fact]
    public void ConflictingShare_OrthogonalGradients_DoNotConflict()
    {
        Assert.Equal(0, GradientConflict.ConflictingShare(new Gramian([1, 0, 0, 1])));
        Assert.Equal(1.0 / 3, GradientConflict.ConflictingShare(GradientRows.Gramian([1, 0], [0, 1], [-1, 2])));
        Assert.Equal(double.NaN, GradientConflict.ConflictingShare(new Gramian([1])));
    }
}
