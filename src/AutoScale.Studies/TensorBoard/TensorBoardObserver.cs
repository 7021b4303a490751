using System.Globalization;

using AutoScale.Metrics;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.TensorBoard;

/// <summary>Writes a run as curves for TensorBoard, and passes everything on to who watches.</summary>
/// <remarks>Every sitting of a run has a file of its own, begun with the first thing that happens. A run of more than 10,000 steps shows every
/// second, third, ... step, so that no more than 10,000 are written.</remarks>
internal sealed class TensorBoardObserver : ITrainingObserver, IDisposable
{
    private const int MostSteps = 10_000;
    private const string Verbatim = "    "; // Markdown shows lines that begin so as they are
    private static readonly string[] _gradientMetrics = ["gradient-magnitude-similarity", "cosine-similarity", "condition-number"];

    private readonly RunConfiguration _configuration;
    private readonly Func<Stream> _open;
    private readonly TimeProvider _time;
    private readonly ITrainingObserver _next;
    private readonly int _every;
    private Stream? _stream;
    private EventWriter? _writer;

    /// <summary>Creates the observer; no file is made yet.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="open">Opens the file of this sitting.</param>
    /// <param name="time">The clock that events are stamped by.</param>
    /// <param name="next">Who watches the run.</param>
    public TensorBoardObserver(RunConfiguration configuration, Func<Stream> open, TimeProvider time, ITrainingObserver next)
    {
        (_configuration, _open, _time, _next) = (configuration, open, time, next);
        _every = 1 + ((configuration.Iterations - 1) / MostSteps);
    }

    /// <summary>Makes the file of a sitting: named so that TensorBoard finds it and reads the sittings in order. One write is one record on its way to the disk.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="sitting">Which sitting of the run, from 1.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The open file.</returns>
    public static Stream Create(RunFolder folder, int sitting, TimeProvider time)
    {
        Directory.CreateDirectory(folder.TensorBoard);
        string name = string.Create(CultureInfo.InvariantCulture, $"{RunFileNames.EventFilePrefix}{time.GetUtcNow().ToUnixTimeSeconds():D10}.{sitting:D4}");
        return new FileStream(Path.Combine(folder.TensorBoard, name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <inheritdoc/>
    public void OnStep(in StepReport report)
    {
        EventWriter writer = Writer(report.Iteration);
        if (report.Iteration % _every == 0)
        {
            writer.WriteScalars(report.Iteration, [.. Losses(report), .. Gradients(report)]);
        }

        _next.OnStep(report);
    }

    /// <inheritdoc/>
    public void OnEvaluation(EvaluationReport report)
    {
        IEnumerable<(string, double)> points = report.Tasks.SelectMany(task => task.Metrics
            .Select(metric => ($"{report.Split}/{task.Task}/{metric.Name}", metric.Value))
            .Prepend(($"{report.Split}/{task.Task}/loss", task.Loss)));
        Writer(_configuration.Iterations + 1).WriteScalars(report.Iteration, points); // Before any step only where all are done.
        _next.OnEvaluation(report);
    }

    /// <inheritdoc/>
    public void OnCheckpoint(int iteration) => _next.OnCheckpoint(iteration);

    /// <inheritdoc/>
    public void OnWarning(string text) => _next.OnWarning(text);

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    private EventWriter Writer(int firstStep)
    {
        if (_writer is null)
        {
            _stream = _open();
            _writer = new EventWriter(_stream, _time, firstStep);
            using StringWriter yaml = new() { NewLine = "\n" };
            YamlConfigurationWriter.Write(_configuration, yaml);
            _writer.WriteText(firstStep, "configuration", Verbatim + yaml.ToString().Replace("\n", "\n" + Verbatim, StringComparison.Ordinal));
        }

        return _writer;
    }

    private IEnumerable<(string Tag, double Value)> Losses(StepReport report)
    {
        double total = 0;
        for (int task = 0; task < report.Losses.Length; task++)
        {
            total += report.Weights[task] * report.Losses[task];
            yield return ($"loss/{_configuration.Tasks[task]}", report.Losses[task]);
            yield return ($"weight/{_configuration.Tasks[task]}", report.Weights[task]);
        }

        yield return ("training/total-loss", total);
        yield return ("training/learning-rate", report.LearningRate);
    }

    private static IEnumerable<(string Tag, double Value)> Gradients(StepReport report)
    {
        MetricStep step = new([new TraceRecord { Iteration = report.Iteration, Losses = report.Losses, Gramian = report.Gramian }], 0);
        return from name in _gradientMetrics
               let metric = MetricCatalogue.Find(name)
               let values = metric.Evaluate(step)
               where values is not null
               select ($"gradients/{name}", metric.Summarise(values));
    }
}
