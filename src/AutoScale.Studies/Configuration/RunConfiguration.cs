using System.Globalization;

using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>Everything that determines a run, every value resolved. Written to the run's folder, and enough to repeat the run.</summary>
public sealed record RunConfiguration
{
    /// <summary>The problem's name.</summary>
    public required string Problem { get; init; }

    /// <summary>The problem's setting; empty when it has only one.</summary>
    public required string Setting { get; init; }

    /// <summary>Folder of the problem's data; null for a problem that needs none.</summary>
    public required string? Data { get; init; }

    /// <summary>Names of the K tasks to train, in the problem's order.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>Options of the problem, by name.</summary>
    public required IReadOnlyDictionary<string, string> ProblemOptions { get; init; }

    /// <summary>The weighting method's name.</summary>
    public required string Method { get; init; }

    /// <summary>Options of the method, by name.</summary>
    public required IReadOnlyDictionary<string, string> MethodOptions { get; init; }

    /// <summary>The preset that the method's options started from, or null.</summary>
    public string? Preset { get; init; }

    /// <summary>Training steps T. At least 1.</summary>
    public required int Iterations { get; init; }

    /// <summary>Samples of a step. At least 1.</summary>
    public required int Batch { get; init; }

    /// <summary>The update rule.</summary>
    public required OptimizerKind Optimizer { get; init; }

    /// <summary>The learning rate before the schedule's factor. Above 0.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The optimizer's weight decay. At least 0.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Momentum of SGD. At least 0 and below 1.</summary>
    public double Momentum { get; init; }

    /// <summary>The learning-rate schedule, as <see cref="ScheduleText"/> reads it.</summary>
    public required string Schedule { get; init; }

    /// <summary>Steps over which the learning rate first rises. At least 0.</summary>
    public int WarmUp { get; init; }

    /// <summary>Seed of everything random. At least 0.</summary>
    public int Seed { get; init; }

    /// <summary>The device to train on: "cpu", "cuda", "cuda:1".</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the engine. At least 1; another number may round differently.</summary>
    public required int Threads { get; init; }

    /// <summary>What the heads learn from.</summary>
    public HeadGradient HeadGradient { get; init; } = HeadGradient.Weighted;

    /// <summary>What the weights of a step add up to.</summary>
    public WeightScale WeightScale { get; init; } = WeightScale.SumToK;

    /// <summary>Which gradients the method compares.</summary>
    public GradientScope GradientScope { get; init; } = GradientScope.SharedParameters;

    /// <summary>Steps between validations. At least 1.</summary>
    public required int ValidateEvery { get; init; }

    /// <summary>Steps between checkpoints. At least 1.</summary>
    public required int CheckpointEvery { get; init; }

    /// <summary>What to do when a loss is not finite.</summary>
    public NonFiniteLossPolicy NonFiniteLoss { get; init; } = NonFiniteLossPolicy.Throw;

    /// <summary>Whether to write curves for TensorBoard. Shapes nothing else, so a resumed run may turn it on or off.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>What is learned, in words.</summary>
    public string Subject => $"{Problem}{(Setting.Length > 0 ? " " : string.Empty)}{Setting} ({string.Join(", ", Tasks)})";

    /// <summary>The configuration as text by key, in the order of a file; keys without a value are left out.</summary>
    /// <returns>Every value of <see cref="ConfigurationKeys.All"/> that is set.</returns>
    public IReadOnlyList<KeyValuePair<string, string>> Entries()
    {
        (ConfigurationKey Key, string? Text)[] all =
        [
            (ConfigurationKeys.Problem, Problem),
            (ConfigurationKeys.Setting, Setting.Length > 0 ? Setting : null),
            (ConfigurationKeys.Data, Data),
            (ConfigurationKeys.Tasks, string.Join(',', Tasks)),
            (ConfigurationKeys.Method, Method),
            (ConfigurationKeys.Preset, Preset),
            (ConfigurationKeys.Iterations, Text(Iterations)),
            (ConfigurationKeys.Batch, Text(Batch)),
            (ConfigurationKeys.Optimizer, ChoiceName.Of(Optimizer)),
            (ConfigurationKeys.LearningRate, Text(LearningRate)),
            (ConfigurationKeys.WeightDecay, Text(WeightDecay)),
            (ConfigurationKeys.Momentum, Text(Momentum)),
            (ConfigurationKeys.Schedule, Schedule),
            (ConfigurationKeys.WarmUp, Text(WarmUp)),
            (ConfigurationKeys.Seed, Text(Seed)),
            (ConfigurationKeys.Device, Device),
            (ConfigurationKeys.Threads, Text(Threads)),
            (ConfigurationKeys.HeadGradient, ChoiceName.Of(HeadGradient)),
            (ConfigurationKeys.WeightScale, ChoiceName.Of(WeightScale)),
            (ConfigurationKeys.GradientScope, ChoiceName.Of(GradientScope)),
            (ConfigurationKeys.ValidateEvery, Text(ValidateEvery)),
            (ConfigurationKeys.CheckpointEvery, Text(CheckpointEvery)),
            (ConfigurationKeys.NonFiniteLoss, ChoiceName.Of(NonFiniteLoss)),
            (ConfigurationKeys.TensorBoard, TensorBoard ? "true" : null),
        ];
        return [.. all.Where(entry => entry.Text is not null).Select(entry => KeyValuePair.Create(entry.Key.Name, entry.Text!))];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
