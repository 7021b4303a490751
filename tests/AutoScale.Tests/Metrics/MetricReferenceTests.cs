using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Metrics;

namespace AutoScale.Tests.Metrics;

/// <summary>Metrics of gradients, losses and progress against two independent implementations.</summary>
public sealed class MetricReferenceTests
{
    [SharedFact]
    public void GradientMetrics_FirstReference_AgreeRawAndWeighted()
    {
        foreach (JsonElement one in ReferenceFiles.Read("metrics.json").GetProperty("gradients").EnumerateArray())
        {
            Gramian gramian = GradientRows.Gramian(ReferenceFiles.Rows(one.GetProperty("G")));
            double[] weights = ReferenceFiles.Numbers(one.GetProperty("w"));

            AssertGradients(one, gramian, "");
            AssertGradients(one, WeightedGramian.Of(gramian, weights), "_w");
            Same(one, "cos_to_final", GradientConflict.CosinesToFinal(gramian, weights));
            Same(one, "projected_final", GradientConflict.ProjectedMagnitudes(gramian, weights));
        }
    }

    [SharedFact]
    public void LossMetrics_FirstReference_Agree()
    {
        foreach (JsonElement one in ReferenceFiles.Read("metrics.json").GetProperty("losses").EnumerateArray())
        {
            LossRows losses = new(ReferenceFiles.Rows(one.GetProperty("l")), one.GetProperty("t").GetInt32(), one.GetProperty("tau").GetInt32());
            int taskCount = one.GetProperty("K").GetInt32();

            Same(one, "inverse_rate", losses.InverseRates());
            Same(one, "relative_inverse_rate", ConvergenceSpeed.Relative(losses.InverseRates()));
            Same(one, "descending", losses.Map(column => ConvergenceSpeed.DescendingRate(column[losses.At], column[losses.At - 1])));
            Same(one, "improvement", losses.Map(column => ConvergenceSpeed.ImprovementRatio(column[losses.At], column[losses.At + 1])));
            Same(one, "window_descending", losses.Map(column => ConvergenceSpeed.DescendingRate(losses.WindowMean(column, 0), losses.WindowMean(column, -1))));
            Same(one, "window_improvement", losses.Map(column => ConvergenceSpeed.ImprovementRatio(losses.WindowMean(column, 0), losses.WindowMean(column, 1))));
            Same(one, "relative_scale", LossScale.Relative(losses.Now));
            Same(one, "relative_scale_softmax", LossScale.RelativeSoftmax(losses.Now));
            Same(one, "loss_similarity", LossScale.Similarities(losses.Now));
            double[][] ratios = ReferenceFiles.Rows(one.GetProperty("loss_ratio"));
            Same(TaskPairs.Of(taskCount).Select(pair => ratios[pair.First][pair.Second]), LossScale.Ratios(losses.Now), 1e-12);
            double spread = MetricCatalogue.Find("relative-loss-scale").Summarise(LossScale.Relative(losses.Now));
            Same([one.GetProperty("relative_scale_std_population").GetDouble()], [spread], 1e-12);
            AssertVariance(one.GetProperty("variance"), losses.Map(column => ConvergenceSpeed.LossVariance(losses.TrailingWindow(column))));
        }
    }

    [SharedFact]
    public void ProgressMetrics_FirstReference_Agree()
    {
        foreach (JsonElement one in ReferenceFiles.Read("metrics.json").GetProperty("scalars").EnumerateArray())
        {
            JsonElement input = one.GetProperty("input");
            double[] Of(string name) => ReferenceFiles.Numbers(input.GetProperty(name));
            double[] Map(Func<double, double, double> metric, string first, string second) => [.. Of(first).Zip(Of(second), metric)];
            double[] progress = Map(ConvergenceSpeed.TrainingProgress, "mtl", "stl");

            Same(one, "focal_original", Map(ConvergenceSpeed.FocalWeight, "kpi", "alpha"));
            Same(one, "achievement", Map((acc, pot) => ConvergenceSpeed.Achievement(acc, pot, Of1(input, "margin"), Of1(input, "gam")), "acc", "pot"));
            Same(one, "progress", progress);
            Same(one, "relative_progress", ConvergenceSpeed.RelativeTrainingProgress(progress, Of1(input, "temp")));
            Same(one, "relative_gradient", Map(ConvergenceSpeed.RelativeGradientMagnitude, "gt", "g0"));
        }
    }

    [SharedFact]
    public void GradientMetrics_SecondReference_AgreeOnDegenerateOnesToo()
    {
        foreach (JsonElement one in EvaluationCases("gradients"))
        {
            JsonElement output = one.GetProperty("output");
            Gramian gramian = GradientRows.Gramian(ReferenceFiles.Rows(one.GetProperty("input").GetProperty("gradients")));
            double[] weights = ReferenceFiles.Numbers(one.GetProperty("input").GetProperty("weights"));
            double[] similarities = GradientDominance.MagnitudeSimilarities(gramian.Norms());
            double[] cosines = GradientConflict.CosineSimilarities(gramian);
            double tolerance = one.GetProperty("rtol").GetDouble();
            double conditionTolerance = one.GetProperty("rtolConditionNumber") is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0;

            Same(output, "gradientNorms", gramian.Norms(), tolerance);
            Same(output, "magnitudeRatio", GradientDominance.MagnitudeRatios(gramian.Norms()), tolerance);
            Same(output, "magnitudeSimilarity", similarities, tolerance);
            Same(output, "cosine", cosines, tolerance);
            Same(output, "cosineToAverage", GradientConflict.CosinesToMean(gramian), tolerance);
            Same(output, "cosineToFinal", GradientConflict.CosinesToFinal(gramian, weights), tolerance);
            Same([Number(output, "meanMagnitudeSimilarity")], [MetricCatalogue.Find("gradient-magnitude-similarity").Summarise(similarities)], tolerance);
            Same([Number(output, "meanCosine")], [MetricCatalogue.Find("cosine-similarity").Summarise(cosines)], tolerance);
            Same([Number(output, "conditionNumber")], [TrainingStability.ConditionNumber(gramian)], conditionTolerance);
            Same([Number(output, "conditionNumberOfScaled")], [TrainingStability.ConditionNumber(WeightedGramian.Of(gramian, weights))], conditionTolerance);
        }
    }

    [SharedFact]
    public void LossMetrics_SecondReference_Agree()
    {
        foreach (JsonElement one in EvaluationCases("losses"))
        {
            JsonElement input = one.GetProperty("input");
            JsonElement output = one.GetProperty("output");
            LossRows losses = new(ReferenceFiles.Rows(input.GetProperty("losses")), input.GetProperty("t").GetInt32(), input.GetProperty("tau").GetInt32());
            double[][] norms = ReferenceFiles.Rows(input.GetProperty("gradientNorms"));
            double[] single = ReferenceFiles.Numbers(input.GetProperty("singleTaskLosses"));
            double[] kpi = ReferenceFiles.Numbers(input.GetProperty("kpi"));
            double[] potential = ReferenceFiles.Numbers(input.GetProperty("potential"));
            double[] progress = [.. losses.Now.Zip(single, ConvergenceSpeed.TrainingProgress)];

            Same(output, "inverseTrainingRate", losses.InverseRates());
            Same(output, "lossDescendingRateWindowTauTerms", losses.Map(column => ConvergenceSpeed.DescendingRate(losses.WindowMean(column, 0), losses.WindowMean(column, -1))));
            Same(output, "improvementRatioAppendix", losses.Map(column => ConvergenceSpeed.ImprovementRatio(column[losses.At], column[losses.At + 1])));
            Same(output, "improvementRatioWindowTauTerms", losses.Map(column => ConvergenceSpeed.ImprovementRatio(losses.WindowMean(column, 0), losses.WindowMean(column, 1))));
            Same(output, "lossVariance", losses.Map(column => ConvergenceSpeed.LossVariance(losses.TrailingWindow(column))));
            Same(output, "focalLossOriginal", [.. kpi.Select(k => ConvergenceSpeed.FocalWeight(k, Of1(input, "focalAlpha")))]);
            AssertAchievements(one, [.. kpi.Zip(potential, (k, p) => ConvergenceSpeed.Achievement(k, p, Of1(input, "margin"), Of1(input, "gamma")))]);
            Same(output, "trainingProgress", progress);
            Same(output, "relativeTrainingProgress", ConvergenceSpeed.RelativeTrainingProgress(progress, Of1(input, "temperature")));
            Same(output, "relativeGradientMagnitude", [.. norms[1].Zip(norms[0], ConvergenceSpeed.RelativeGradientMagnitude)]);
            Same(output, "relativeLossScale", LossScale.Relative(losses.Now));
            Same(output, "relativeLossScaleSoftmax", LossScale.RelativeSoftmax(losses.Now));
            Same(output, "lossRatio", LossScale.Ratios(losses.Now));
            Same(output, "lossSimilarity", LossScale.Similarities(losses.Now));
        }
    }

    private static void AssertGradients(JsonElement one, Gramian gramian, string suffix)
    {
        double[] norms = gramian.Norms();
        double[] similarities = GradientDominance.MagnitudeSimilarities(norms);
        double[] cosines = GradientConflict.CosineSimilarities(gramian);
        Same(one, suffix.Length == 0 ? "norm" : "norm_w", norms);
        Same(one, "ratio" + suffix, GradientDominance.MagnitudeRatios(norms));
        Same(one, "similarity" + suffix, similarities);
        Same(one, "cos" + suffix, cosines);
        Same(one, "cos_to_mean" + suffix, GradientConflict.CosinesToMean(gramian));
        Same([Number(one, "cond" + suffix)], [TrainingStability.ConditionNumber(gramian)], 1e-11);
        Same([Number(one, "mean_similarity" + suffix), Number(one, "mean_cos" + suffix)], [similarities.Average(), cosines.Average()], 1e-12);
    }

    /// <summary>This reference squares the negative base of a task beyond m·p, so that it rises again; the first one clips it to 0, as we do.</summary>
    private static void AssertAchievements(JsonElement one, double[] actual)
    {
        JsonElement input = one.GetProperty("input");
        double[] kpi = ReferenceFiles.Numbers(input.GetProperty("kpi"));
        double[] potential = ReferenceFiles.Numbers(input.GetProperty("potential"));
        double[] expected = ReferenceFiles.Numbers(one.GetProperty("output").GetProperty("achievement"));
        Same(expected.Select((value, task) => kpi[task] < Of1(input, "margin") * potential[task] ? value : 0), actual, 1e-12);
    }

    private static void AssertVariance(JsonElement expected, double[] actual)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.All(actual, value => Assert.Equal(double.NaN, value));
        }
        else
        {
            Same(ReferenceFiles.Numbers(expected), actual, 1e-12);
        }
    }

    private static IEnumerable<JsonElement> EvaluationCases(string metric) =>
        ReferenceFiles.Read("evaluation_metrics.json").EnumerateArray().Where(one => one.GetProperty("metric").GetString() == metric);

    private static double Number(JsonElement parent, string name) => ReferenceFiles.Number(parent.GetProperty(name));

    private static double Of1(JsonElement parent, string name) => parent.GetProperty(name).GetDouble();

    private static void Same(JsonElement parent, string name, double[] actual, double tolerance = 1e-12) =>
        Same(ReferenceFiles.Numbers(parent.GetProperty(name)), actual, tolerance);

    /// <summary>The tolerance is relative, and absolute for numbers below 1: angles near 90 degrees have no digits of their own.</summary>
    private static void Same(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance) => Assert.All(
        expected.Zip(actual).Append((expected.Count(), actual.Count())),
        pair => Assert.True(
            pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First)),
            $"Expected {pair.First:R}, got {pair.Second:R}."));
}
