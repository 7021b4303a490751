using System.Text.Json;
using AutoScale.AutoScaling.Predictors;

namespace AutoScale.Tests.AutoScaling.Predictors;

/// <summary>Every predictor against values computed in high precision from the same windows.</summary>
public sealed class PredictorReferenceTests
{
    private static readonly Dictionary<string, IWeightPredictor> _predictors = new()
    {
        ["avg"] = new AveragePredictor(),
        ["last"] = new LastPredictor(),
        ["linear"] = new LinearPredictor(),
        ["exp_decay"] = new ExponentialPredictor(),
    };

    public static IEnumerable<object[]> Cases =>
        from section in (string[])["predict", "pipeline"]
        from name in _predictors.Keys
        select (object[])[section, name];

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void At_ReferenceWindows_GivesRawAndProjectedValues(string section, string name)
    {
        foreach (JsonElement item in ReferenceFiles.Read("autoscale.json").GetProperty(section).EnumerateArray())
        {
            Prediction prediction = Prediction.At(_predictors[name], Observe(item), int.MaxValue, item.GetProperty("floor").GetDouble());

            // The reference minimises over the rate to 1e-8: with 50 digits its 0.284604193 is 0.28460418136189527, which ours is.
            double tolerance = name == "exp_decay" ? 3e-8 : 1e-12;
            AssertNear(item, item.GetProperty("raw").GetProperty(name), prediction.Raw, tolerance);
            AssertNear(item, item.GetProperty("projected").GetProperty(name), prediction.Weights, tolerance);
        }
    }

    [SharedFact]
    public void At_ContinuousLine_IsTheReferenceWhereTheFloorIsFar()
    {
        int compared = 0;
        foreach (JsonElement item in ReferenceFiles.Read("autoscale.json").GetProperty("predict").EnumerateArray())
        {
            int[] iterations = [.. item.GetProperty("continuous").GetProperty("t").EnumerateArray().Select(t => (int)t.GetDouble())];
            double[][] expected = ReferenceFiles.Rows(item.GetProperty("continuous").GetProperty("w"));
            for (int i = 0; i < iterations.Length; i++)
            {
                // The reference clips and renormalises, ours projects: the same as long as no weight is clipped.
                if (expected[i].Min() < 0.0011)
                {
                    continue;
                }

                Prediction prediction = Prediction.At(new ContinuousLinearPredictor(), Observe(item), iterations[i], 1e-3);
                compared++;
                Assert.All(expected[i].Zip(prediction.Weights.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
            }
        }

        Assert.InRange(compared, 100, int.MaxValue);
    }

    [SharedFact]
    public void Predict_PartsFile_Agrees()
    {
        int compared = 0;
        foreach (JsonElement item in ReferenceFiles.Read("autoscale_parts.json").EnumerateArray())
        {
            JsonElement input = item.GetProperty("input");
            if (item.GetProperty("kind").GetString() == "predictor")
            {
                double tau = input.GetProperty("tau").GetDouble();
                double[][] windows = ReferenceFiles.Rows(input.GetProperty("windowWeights"));
                double target = input.GetProperty("gamma").GetDouble() * input.GetProperty("totalIterations").GetDouble();
                ObservedWeights observed = new([.. Enumerable.Range(0, windows.Length).Select(window => (window + 0.5) * tau)], windows, target);
                foreach ((string name, string key) in (ReadOnlySpan<(string, string)>)[("avg", "average"), ("last", "last"), ("linear", "linear@windowCentre")])
                {
                    AssertRaw(ReferenceFiles.Numbers(item.GetProperty("output").GetProperty(key)), _predictors[name], observed, 1e-12);
                    compared++;
                }
            }
            else if (item.GetProperty("kind").GetString() == "predictorExponential")
            {
                ObservedWeights observed = new(
                    ReferenceFiles.Numbers(input.GetProperty("abscissae")),
                    ReferenceFiles.Rows(input.GetProperty("windowWeights")),
                    input.GetProperty("evaluateAt").GetDouble());
                AssertRaw(ReferenceFiles.Numbers(item.GetProperty("output").GetProperty("weights")), _predictors["exp_decay"], observed, 1e-6);
                compared++;
            }
        }

        Assert.Equal(8, compared);
    }

    private static ObservedWeights Observe(JsonElement item) => new(
        ReferenceFiles.Numbers(item.GetProperty("x")), ReferenceFiles.Rows(item.GetProperty("W")), item.GetProperty("at").GetDouble());

    private static void AssertNear(JsonElement item, JsonElement expected, ReadOnlySpan<double> actual, double tolerance)
    {
        double[] values = ReferenceFiles.Numbers(expected);
        for (int task = 0; task < values.Length; task++)
        {
            Assert.True(
                Math.Abs(values[task] - actual[task]) <= tolerance * Math.Max(1, Math.Abs(values[task])),
                $"{item.GetProperty("name")}, task {task}: expected {values[task]:R}, got {actual[task]:R}.");
        }
    }

    private static void AssertRaw(double[] expected, IWeightPredictor predictor, ObservedWeights observed, double tolerance)
    {
        double[] raw = new double[expected.Length];
        predictor.Predict(observed, int.MaxValue, raw);
        RandomWindows.AssertSame(expected, raw, tolerance);
    }
}
