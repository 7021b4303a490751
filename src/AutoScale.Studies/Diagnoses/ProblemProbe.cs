using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Training;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Studies.Diagnoses;

/// <summary>The first steps of a training with equal weights, to look at its gradients. Nothing is validated, and nothing is written.</summary>
/// <remarks>The steps are those that <c>train --method unitary</c> begins with: same parameters, data and learning rates. Not thread-safe; runs once.</remarks>
public sealed class ProblemProbe : IDisposable
{
    private const string Method = "unitary";

    private readonly TrainingOptions _options;
    private readonly IProblem _problem;
    private readonly TimeProvider _time;

    /// <summary>Loads the problem.</summary>
    /// <param name="configuration">The run whose beginning is probed, resolved; its method, weight scale and gradient scope are not read.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Told in one sentence what takes time while the problem loads; null for nobody.</param>
    /// <exception cref="ConfigurationException">There is only one task, or a value does not fit the problem or this machine.</exception>
    /// <exception cref="IOException">The problem's data is missing or cannot be read.</exception>
    public ProblemProbe(RunConfiguration configuration, TimeProvider time, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(time);
        RequireTasks(configuration);
        _time = time;
        _options = ConfiguredOptions.Create(configuration) with
        {
            Method = Method,
            MethodSettings = string.Empty,
            GradientScope = GradientScope.SharedParameters,
            WeightScale = WeightScale.SumToK,
        };
        Torch.Torch.Threads = configuration.Threads;
        _problem = ConfiguredProblem.Create(configuration, _options, notice);
    }

    /// <summary>Throws unless there are tasks to compare.</summary>
    /// <param name="configuration">The run.</param>
    /// <exception cref="ConfigurationException">There is only one task.</exception>
    public static void RequireTasks(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.Tasks.Count < 2)
        {
            throw new ConfigurationException($"A diagnosis compares tasks: expected at least 2, got 1, '{configuration.Tasks[0]}'. Name more by --tasks, or leave it out.");
        }
    }

    /// <summary>Makes the steps.</summary>
    /// <param name="steps">How many, 1 to the length of the run.</param>
    /// <param name="observer">Watches them.</param>
    /// <param name="stop">Stops after the step in progress.</param>
    /// <returns>What was recorded.</returns>
    /// <exception cref="TrainingException">A loss or a gradient stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ProbeRecord Run(int steps, ITrainingObserver observer, CancellationToken stop)
    {
        GradientProbe probe = new();
        using Trainer trainer = new(_problem, probe, _options, folder: null, _time);
        trainer.Probe(steps, observer, stop);
        TraceHeader header = new() { Tasks = [.. _problem.Tasks.Select(task => task.Name)], TotalIterations = _options.Iterations, Method = Method };
        return probe.Records.Count > 0
            ? new ProbeRecord(new Trace(header, probe.Records), probe.Layers(trainer.Model))
            : throw new TrainingException($"Every one of the {Wording.Count(steps, "step")} was left out because a loss was not finite. Lower the learning rate, or check the inputs and labels.");
    }

    /// <summary>Frees the problem's data.</summary>
    public void Dispose() => _problem.Dispose();
}
