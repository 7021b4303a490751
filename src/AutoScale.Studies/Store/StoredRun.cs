using AutoScale.Runs;
using AutoScale.Studies.Batches;

namespace AutoScale.Studies.Store;

/// <summary>What a study needs to know of one of its runs, without opening its folder.</summary>
public sealed record StoredRun
{
    /// <summary>What tables call the run.</summary>
    public required string Label { get; init; }

    /// <summary>Its folder, relative to the study's.</summary>
    public required string Folder { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The tasks trained, in order.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Why the run failed; null when it was trained to the end and every metric has a value.</summary>
    public string? Error { get; init; }

    /// <summary>The weights it ended with, shape [K]; empty for a failed run.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>The step whose model was selected on validation.</summary>
    public int BestIteration { get; init; }

    /// <summary>Mean seconds of an update by the clock.</summary>
    public double SecondsPerIteration { get; init; }

    /// <summary>Mean processor seconds of an update, over all threads; 0 where they are not known.</summary>
    public double ProcessorSecondsPerIteration { get; init; }

    /// <summary>Seconds of everything the run did.</summary>
    public double Seconds { get; init; }

    /// <summary>The most memory the run's process held, bytes.</summary>
    public long PeakMemory { get; init; }

    /// <summary>The score by which models are selected, on validation; NaN for a failed run.</summary>
    public double SelectionScore { get; init; } = double.NaN;

    /// <summary>The selected model on the test split; empty for a failed run.</summary>
    public IReadOnlyList<TaskEvaluation> Test { get; init; } = [];

    /// <summary>Reads a run from its folder; one whose files are damaged has failed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="exit">How it ended.</param>
    /// <param name="study">The study's folder.</param>
    /// <returns>The run as a study keeps it.</returns>
    public static StoredRun Read(PlannedRun run, RunExit exit, string study)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(exit);
        StoredRun stored = new()
        {
            Label = run.Label,
            Folder = Path.GetRelativePath(study, run.Folder),
            Method = run.Configuration.Method,
            Tasks = run.Configuration.Tasks,
            Seed = run.Configuration.Seed,
            Error = exit.Error,
        };
        try
        {
            return exit.IsCompleted ? stored.WithResults(run.Folder) : stored;
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            return stored with { Error = $"{Wording.Of(exception)} {stored.Retrain(study)}" };
        }
    }

    private StoredRun WithResults(string folder)
    {
        string summary = Path.Combine(folder, RunFileNames.Summary);
        string weights = Path.Combine(folder, RunFileNames.Weights);
        RunRecord record = RunRecord.Parse(File.ReadAllText(summary), summary);
        IReadOnlyList<EvaluationReport> evaluations = Evaluations(folder);
        EvaluationReport? selected = evaluations.LastOrDefault(report => report.Split == "validation" && report.Iteration == record.BestIteration);
        IReadOnlyList<TaskEvaluation> test = evaluations.LastOrDefault(report => report.Split == "test")?.Tasks ?? throw new FormatException($"{folder}/{RunFileNames.Metrics} has no test result.");
        return this with
        {
            Error = Undefined(test),
            Weights = WeightsRecord.Parse(File.ReadAllText(weights), weights).Weights,
            BestIteration = record.BestIteration,
            SecondsPerIteration = record.Timings.SecondsPerIteration,
            ProcessorSecondsPerIteration = record.Timings.ProcessorSecondsPerIteration,
            Seconds = record.Timings.Total.TotalSeconds,
            PeakMemory = record.PeakMemory,
            SelectionScore = selected?.SelectionScore ?? double.NaN,
            Test = test,
        };
    }

    /// <summary>What to do about a file that is damaged.</summary>
    internal string Retrain(string study) => $"Remove {Path.GetFullPath(Folder, study)} to train '{Label}' again.";

    /// <summary>A model without a result is a failed run: no table can hold it.</summary>
    private static string? Undefined(IReadOnlyList<TaskEvaluation> test) => test
        .SelectMany(task => task.Metrics.Where(metric => !double.IsFinite(metric.Value)).Select(metric => $"It was trained to the end, but {task.Task}/{metric.Name} is not a number on the test split."))
        .FirstOrDefault();

    /// <summary>Every evaluation of a run, in order.</summary>
    internal static IReadOnlyList<EvaluationReport> Evaluations(string folder)
    {
        string path = Path.Combine(folder, RunFileNames.Metrics);
        return [.. EvaluationFormat.Parse(File.ReadAllText(path), path).Select(evaluation => evaluation.Report)];
    }
}
