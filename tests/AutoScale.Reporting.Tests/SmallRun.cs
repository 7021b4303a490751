using AutoScale.AutoScaling;
using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Runs;
using AutoScale.Weighting;

namespace AutoScale.Reporting.Tests;

/// <summary>A run of two tasks over 40 steps whose numbers a reader can check: what it would have left in its folder.</summary>
/// <remarks>
/// Steps 1 to 20 explore with two windows of 10, whose weights (0.5, 1.5) and (1, 1) lie on the line w₁ = 0.5 + 0.05·(x − 5): at γT = 20 it says 1.25.
/// Gradient norms are 2 and 1 and orthogonal, so that their similarity is 2·2·1/(4 + 1) = 0.8.
/// </remarks>
internal static class SmallRun
{
    public const int Iterations = 40;

    /// <summary>A task name that would run as a script, close the data, or break a line of JavaScript, if anything let it.</summary>
    public const string HostileTask = "</script><!--<script>\u2028<img src=x onerror=document.title='broken'>";

    public static string[] Tasks { get; } = ["depth", HostileTask];

    public static void WriteTo(TemporaryFolder folder)
    {
        folder.Write(RunFileNames.Config, $"""
            problem: scenes
            tasks: [depth, "{HostileTask.Replace("\u2028", "\\u2028", StringComparison.Ordinal)}"]
            method: autoscale
            batch: 4
            method-options:
              alpha: 0.5
              gamma: 0.5
            """);
        folder.Write(RunFileNames.Summary, Record().ToJson());
        folder.Write(RunFileNames.Trace, TraceText());
        folder.Write(RunFileNames.Metrics, string.Concat(Evaluations().Select(line => line + "\n")));
        folder.Write(RunFileNames.Weights, Weights().ToJson());
        folder.Write(RunFileNames.Samples, new SampleRecord([new PredictionSample($"caption {HostileTask}", [new SamplePicture("input", OnePixel)])]).ToJson());
    }

    public static RunRecord Record() => new()
    {
        Status = RunStatus.Completed,
        Platform = new RunPlatform("0.1.0", ".NET 10", "1.13.0", "Linux", "X64", 2),
        Seed = 7,
        Device = "cpu",
        Threads = 1,
        Started = DateTimeOffset.UnixEpoch,
        Written = DateTimeOffset.UnixEpoch.AddMinutes(1),
        Iterations = Iterations,
        BestIteration = 20,
        Timings = new RunTimings(Iterations, Enum.GetValues<StepPart>().ToDictionary(part => part, part => TimeSpan.FromSeconds(part switch { StepPart.Forward => 6, StepPart.Backward => 2, StepPart.Evaluation => 4, _ => 0 }))),
        Warnings = ["Beware."],
    };

    public static WeightsRecord Weights() => new()
    {
        Method = "autoscale",
        Scale = WeightScale.SumToK,
        Tasks = Tasks,
        Weights = [1.25, 0.75],
        Windows = [Window(1, 10, 0.5), Window(11, 20, 1)],
        Cost = "equal-gradient-magnitude",
        Predictor = "linear",
        Guards = new Dictionary<Guards, int> { [Guards.Clamped] = 1 },
        Warnings = ["Beware."],
    };

    public static string TraceText()
    {
        TraceHeader header = new() { Tasks = Tasks, TotalIterations = Iterations, Method = "autoscale" };
        IEnumerable<string> lines = Enumerable.Range(1, Iterations).Select(iteration => TraceFormat.FormatLine(new TraceRecord
        {
            Iteration = iteration,
            Phase = iteration <= 20 ? TracePhase.Exploration : TracePhase.LinearScalarization,
            Losses = [2.0 / iteration, 1],
            Gramian = iteration <= 20 ? new Gramian([4, 0, 0, 1]) : null,
            Weights = iteration <= 20 ? [0.5, 1.5] : [1.25, 0.75],
            Certificate = iteration == 3 ? new Certificate(0.01, 5, Guards.Clamped) : default,
        }));
        return string.Concat(lines.Prepend(TraceFormat.FormatHeader(header)).Select(line => line + "\n"));
    }

    public static IEnumerable<string> Evaluations()
    {
        yield return EvaluationFormat.FormatLine(Evaluation(20, "validation", 0.5, 90), isBest: true);
        yield return EvaluationFormat.FormatLine(Evaluation(40, "validation", 0.75, double.NaN), isBest: false);
        yield return EvaluationFormat.FormatLine(Evaluation(20, "test", 0.625, 88), isBest: true);
    }

    private static EvaluationReport Evaluation(int iteration, string split, double error, double accuracy) => new(iteration, split,
    [
        new TaskEvaluation("depth", 1, [new MetricValue("RMSE", "m", error, HigherIsBetter: false), new MetricValue("relative error", "", 0.1, HigherIsBetter: false)]),
        new TaskEvaluation(HostileTask, 1, [new MetricValue("accuracy", "%", accuracy, HigherIsBetter: true)]),
    ]);

    private static WindowSolution Window(int first, int last, double weight) => new()
    {
        Span = new WindowSpan(first, last),
        Weights = [weight, 2 - weight],
        Cost = 0.25,
        Certificate = new MinimumCertificate(MinimumKind.Smooth, 1e-9, 4, true, Guards.None),
        UsedIterations = 10,
    };

    private static byte[] OnePixel { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
