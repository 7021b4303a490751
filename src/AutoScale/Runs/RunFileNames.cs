namespace AutoScale.Runs;

/// <summary>The files of a run, relative to its folder.</summary>
public static class RunFileNames
{
    /// <summary>The configuration, all values resolved.</summary>
    public const string Config = "config.yaml";

    /// <summary>Versions, seed, device, timings, status: a <see cref="RunRecord"/>.</summary>
    public const string Summary = "run.json";

    /// <summary>One line per update: a <see cref="TraceHeader"/>, then <see cref="TraceRecord"/>s.</summary>
    public const string Trace = "trace.jsonl";

    /// <summary>One line per evaluation, see <see cref="EvaluationFormat"/>.</summary>
    public const string Metrics = "metrics.jsonl";

    /// <summary>The weights the run ended with: a <see cref="WeightsRecord"/>.</summary>
    public const string Weights = "weights.json";

    /// <summary>What the selected model makes of a few test examples: a <see cref="SampleRecord"/>. Missing where the problem draws none.</summary>
    public const string Samples = "samples.json";

    /// <summary>The run as one HTML page, for people.</summary>
    public const string Report = "report.html";

    /// <summary>The folder of the run as curves for TensorBoard. Missing where nobody asked for them.</summary>
    public const string TensorBoard = "tensorboard";

    /// <summary>What the names of files in <see cref="TensorBoard"/> begin with, one file per sitting: what TensorBoard looks for.</summary>
    public const string EventFilePrefix = "events.out.tfevents.";

    /// <summary>The newest checkpoint.</summary>
    public const string LastCheckpoint = "checkpoint/last.safetensors";

    /// <summary>The model selected on validation.</summary>
    public const string BestModel = "checkpoint/best.safetensors";
}
