using AutoScale.Metrics;
using AutoScale.Runs;
using AutoScale.Studies.Store;

namespace AutoScale.Studies.Analyses;

/// <summary>Every metric of a run, read from its trace.</summary>
/// <param name="probeEvery">p: metrics of gradients are read on iterations 1, 1 + p, 1 + 2p, ... alone, so that a run that recorded more of them does not count its phases differently.</param>
/// <param name="options">Settings of the metrics.</param>
internal sealed class RunMeasures(int probeEvery, MetricOptions options)
{
    /// <summary>Every metric raw, and weighted where it has that form.</summary>
    public static IReadOnlyList<AnalysisMeasure> All { get; } =
    [
        .. MetricCatalogue.All.SelectMany(metric => metric.HasWeightedForm
            ? (AnalysisMeasure[])[new(metric.Name, IsWeighted: false), new(metric.Name, IsWeighted: true)]
            : [new(metric.Name, IsWeighted: false)]),
    ];

    private static readonly MetricDescriptor[] Metrics = [.. All.Select(measure => measure.Descriptor)];

    /// <summary>Reads a run.</summary>
    /// <param name="study">The study's folder.</param>
    /// <param name="run">A run that did not fail.</param>
    /// <param name="baselines">The single-task runs of its seed.</param>
    /// <returns>A course for each of <see cref="All"/>.</returns>
    /// <exception cref="FormatException">A file is damaged; the message names it.</exception>
    public MeasureCourse[] Read(string study, StoredRun run, SingleTasks baselines)
    {
        Trace trace = ReadTrace(study, run);
        IReadOnlyList<EvaluationReport> validations = Validations(study, run);
        MeasureCourse[] courses = [.. All.Select(_ => new MeasureCourse(trace.Header.TotalIterations))];
        for (int at = 0; at < trace.Records.Count; at++)
        {
            int iteration = trace.Records[at].Iteration;
            EvaluationReport? last = validations.LastOrDefault(report => report.Iteration < iteration); // One follows the update of its iteration.
            MetricStep step = new(trace.Records, at, options)
            {
                SingleTaskLosses = baselines.Losses(iteration),
                Performance = last is null ? null : baselines.Indicators(last),
                Potential = baselines.Potential,
            };
            Add(step, courses);
        }

        return courses;
    }

    /// <summary>The trace of a run.</summary>
    internal static Trace ReadTrace(string study, StoredRun run)
    {
        string path = Path.Combine(study, run.Folder, RunFileNames.Trace);
        try
        {
            using StreamReader reader = new(path);
            return Trace.Read(reader, path);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{exception.Message} {run.Retrain(study)}", exception);
        }
    }

    /// <summary>The validations of a run, in order.</summary>
    internal static IReadOnlyList<EvaluationReport> Validations(string study, StoredRun run) =>
        [.. StoredRun.Evaluations(Path.Combine(study, run.Folder)).Where(report => report.Split == "validation")];

    private void Add(MetricStep step, MeasureCourse[] courses)
    {
        int iteration = step.Record.Iteration;
        bool isProbed = (iteration - 1) % probeEvery == 0;
        MetricStep? weighted = step.Weighted();
        for (int at = 0; at < courses.Length; at++)
        {
            MetricDescriptor metric = Metrics[at];
            bool readsGradients = (metric.Needs & (MetricNeeds.GradientNorms | MetricNeeds.Gramian)) != 0;
            MetricStep? seen = All[at].IsWeighted ? weighted : step;
            if ((isProbed || !readsGradients) && seen is not null && metric.Evaluate(seen) is { } values)
            {
                courses[at].Add(iteration, metric.Summarise(values));
            }
        }
    }
}
