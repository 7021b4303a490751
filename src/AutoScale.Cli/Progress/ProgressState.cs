using System.Globalization;

using AutoScale.Cli.Output;
using AutoScale.Runs;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Progress;

/// <summary>What a running training looks like at this moment: everything a progress display draws, and no drawing.</summary>
/// <param name="tasks">Names of the K tasks.</param>
/// <param name="plan">How much there is to do.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressState(IReadOnlyList<string> tasks, RunPlan plan, TimeProvider time)
{
    private const double Smoothing = 0.1; // of the newest loss: a batch's own noise should not make the display jump
    private readonly StepRate _rate = new();
    private readonly double[] _losses = new double[tasks.Count];
    private readonly double[] _weights = new double[tasks.Count];
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _evaluating;
    private long _evaluated;
    private TimeSpan _lastStep;
    private int _validated;
    private bool _isDone;

    /// <summary>Names of the K tasks.</summary>
    public IReadOnlyList<string> Tasks => tasks;

    /// <summary>Steps of the whole run.</summary>
    public int TotalIterations => plan.Iterations;

    /// <summary>The last step done, from 1; 0 before the first.</summary>
    public int Iteration { get; private set; }

    /// <summary>The phase of the last step.</summary>
    public string Phase { get; private set; } = "starting";

    /// <summary>Smoothed task losses, shape [K].</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Weights of the last step, shape [K].</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Iterations per second of late; 0 before there is a rate.</summary>
    public double PerSecond => _rate.PerSecond;

    /// <summary>How long the rest takes at the present pace of steps and the mean pace of evaluations; null before there is a pace, zero at the end.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (_isDone || PerSecond <= 0)
            {
                return _isDone ? TimeSpan.Zero : null;
            }

            double secondsPerSample = _evaluated == 0 ? 0 : _evaluating.TotalSeconds / _evaluated;
            return TimeSpan.FromSeconds(((TotalIterations - Iteration) / PerSecond) + (secondsPerSample * plan.SamplesLeft(_validated)));
        }
    }

    /// <summary>
    /// What <see cref="Remaining"/> is: "at most" before a last phase whose steps are cheaper, "about" before anything else whose pace is not known, otherwise empty.
    /// </summary>
    public string RemainingIs =>
        _evaluated == 0 && plan.SamplesLeft(_validated) > 0 ? "about "
        : Phase == plan.LastPhase ? string.Empty
        : plan.LastPhase == TracePhase.LinearScalarization && Phase != TracePhase.WarmUp ? "at most "
        : "about ";

    /// <summary>The last validation in words, one line per task; empty before the first.</summary>
    public IReadOnlyList<string> LastValidation { get; private set; } = [];

    /// <summary>What the last validation was: "validation at step 100".</summary>
    public string LastValidationTitle { get; private set; } = "validation";

    /// <summary>Warnings so far, oldest first.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Takes in a step that has just ended.</summary>
    /// <param name="iteration">The step, from 1.</param>
    /// <param name="phase">The phase it belongs to.</param>
    /// <param name="losses">Task losses, shape [K].</param>
    /// <param name="weights">Weights, shape [K].</param>
    public void Step(int iteration, string phase, ReadOnlySpan<double> losses, ReadOnlySpan<double> weights)
    {
        bool first = Iteration == 0;
        for (int i = 0; i < losses.Length; i++)
        {
            _losses[i] = first ? losses[i] : _losses[i] + (Smoothing * (losses[i] - _losses[i]));
        }

        weights.CopyTo(_weights);
        _lastStep = time.GetElapsedTime(_started);
        _validated = first ? iteration - 1 : _validated;
        _rate.Add(iteration, _lastStep - _evaluating, phase != Phase);
        (Iteration, Phase) = (iteration, phase);
    }

    /// <summary>Takes in an evaluation of a split that has just ended.</summary>
    /// <param name="report">The evaluation.</param>
    public void Evaluated(EvaluationReport report)
    {
        LastValidationTitle = string.Create(CultureInfo.InvariantCulture, $"{report.Split} at step {report.Iteration}");
        LastValidation = [.. report.Tasks.Select(MetricText.Primary)];
        if (report.Split == EvaluationReport.TestSplit)
        {
            _isDone = true; // The test is the last thing a run does.
            return;
        }

        _evaluating += time.GetElapsedTime(_started) - _lastStep;
        _evaluated += plan.ValidationSamples;
        _validated = report.Iteration;
    }
}
