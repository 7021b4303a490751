using System.Globalization;
using System.Text.Json.Nodes;

using AutoScale.AutoScaling.Predictors;
using AutoScale.Reporting.Data;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Runs;

/// <summary>The weights over the run, and for AutoScale how it came to its own: windows, their solved weights, the predictor's curve.</summary>
internal static class RunWeights
{
    private const int CurvePoints = 60;
    private const string GammaKey = "method-options.gamma";

    /// <summary>Gathers the weights.</summary>
    /// <param name="files">What the run left.</param>
    /// <param name="mostPoints">The most points of a line.</param>
    /// <returns>Lines, phases, windows and curve, as far as they are there; null when nothing says the weights.</returns>
    public static JsonObject? Of(RunFiles files, int mostPoints)
    {
        TraceRecord[] records = [.. (files.Trace?.Records ?? []).Where(record => record.Weights.Length > 0)];
        if (records.Length == 0 && files.Weights is null)
        {
            return null;
        }

        Thinning thinning = new([.. records.Select(record => record.Iteration)], mostPoints);
        int taskCount = files.Trace?.TaskCount ?? files.Weights!.Tasks.Count;
        return new JsonObject
        {
            ["scale"] = files.Weights is { } weights ? MethodOptions.Format(weights.Scale) : RunReport.Setting(files, "weight-scale"),
            ["final"] = files.Weights is { } record ? PageNumber.Array(record.Weights) : records.Length > 0 ? PageNumber.Array(records[^1].Weights) : null,
            ["isFinal"] = files.Weights is not null,
            ["iterations"] = PageNumber.Array(thinning.Iterations),
            ["series"] = PageNumber.Rows(Enumerable.Range(0, taskCount).Select(task => thinning.Means(step => records[step].Weights[task]))),
            ["stepsPerPoint"] = thinning.StepsPerPoint,
            ["phases"] = Phases(files.Trace),
            ["cost"] = files.Weights?.Cost,
            ["predictor"] = files.Weights?.Predictor,
            ["windows"] = files.Weights is { } solved ? Windows(solved) : null,
            ["curve"] = Curve(files),
        };
    }

    private static JsonArray Phases(Trace? trace)
    {
        JsonArray phases = [];
        IReadOnlyList<TraceRecord> records = trace?.Records ?? [];
        int first = 0;
        for (int next = 1; next <= records.Count; next++)
        {
            if (next == records.Count || records[next].Phase != records[first].Phase)
            {
                phases.Add(new JsonObject { ["name"] = records[first].Phase, ["first"] = records[first].Iteration, ["last"] = records[next - 1].Iteration });
                first = next;
            }
        }

        return phases;
    }

    private static JsonArray Windows(WeightsRecord record) =>
    [
        .. record.Windows.Select(window => new JsonObject
        {
            ["first"] = window.Span.First,
            ["last"] = window.Span.Last,
            ["middle"] = window.Span.MidPoint,
            ["weights"] = PageNumber.Array(window.Weights.Select(weight => weight * ScaleOf(record))),
            ["cost"] = PageNumber.Of(window.Cost),
            ["kind"] = MethodOptions.Format(window.Certificate.Kind),
            ["residual"] = PageNumber.Of(window.Certificate.Residual),
            ["iterations"] = window.Certificate.Iterations,
            ["usedSteps"] = window.UsedIterations,
            ["isUnique"] = window.Certificate.IsUnique,
        }),
    ];

    /// <summary>The predictor's curve through the windows, from the first of them to γ·T.</summary>
    private static JsonObject? Curve(RunFiles files)
    {
        IWeightPredictor? predictor = PredictorCatalogue.All.FirstOrDefault(known => known.Name == files.Weights?.Predictor);
        if (predictor is null || files.Weights is not { Windows.Count: > 0 } record || files.Trace is not { } trace
            || !double.TryParse(RunReport.Setting(files, GammaKey), CultureInfo.InvariantCulture, out double gamma))
        {
            return null;
        }

        double first = record.Windows[0].Span.MidPoint;
        double target = Math.Max(gamma * trace.Header.TotalIterations, first);
        double[] places = [.. Enumerable.Range(0, CurvePoints).Select(point => first + ((target - first) * point / (CurvePoints - 1)))];
        double[][] values = [.. places.Select(place => Predict(predictor, record, place))];
        return new JsonObject
        {
            ["target"] = PageNumber.Of(target),
            ["iterations"] = PageNumber.Array(places),
            ["series"] = PageNumber.Rows(Enumerable.Range(0, record.Tasks.Count).Select(task => values.Select(value => value[task]))),
        };
    }

    /// <summary>What the predictor would say if the weights were wanted there: a line or a curve is the same wherever it is read.</summary>
    private static double[] Predict(IWeightPredictor predictor, WeightsRecord record, double place)
    {
        double[] weights = new double[record.Tasks.Count];
        predictor.Predict(ObservedWeights.Of(record.Windows, place), (int)Math.Ceiling(place), weights);
        return [.. weights.Select(weight => weight * ScaleOf(record))];
    }

    /// <summary>Windows are solved with weights that sum to K; the run may have used another sum.</summary>
    private static double ScaleOf(WeightsRecord record) => record.Scale == WeightScale.SumToOne ? 1.0 / record.Tasks.Count : 1;
}
