using System.Globalization;

using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>Every value a run's configuration can hold, declared once for YAML, the command line and the messages.</summary>
public static class ConfigurationKeys
{
    /// <summary>The key in YAML under which the method's options stand.</summary>
    public const string MethodOptions = "method-options";

    /// <summary>The key in YAML under which the problem's options stand.</summary>
    public const string ProblemOptions = "problem-options";

    private const double Largest = 1e30; // The engine computes in single precision, which ends at 3e38.

    /// <summary>The problem to train.</summary>
    public static readonly ConfigurationKey<string> Problem = ConfigurationKey.Text("problem", "name", "The problem to train; 'autoscale problems' lists them");

    /// <summary>The problem's setting.</summary>
    public static readonly ConfigurationKey<string> Setting = ConfigurationKey.Text("setting", "name", "A variant of the problem, such as cl-rr of multi-mnist");

    /// <summary>The folder with the problem's data.</summary>
    public static readonly ConfigurationKey<string> Data = ConfigurationKey.Text("data", "folder", "Where the problem's data files are");

    /// <summary>The tasks to train.</summary>
    public static readonly ConfigurationKey<IReadOnlyList<string>> Tasks = ConfigurationKey.Names(
        "tasks", "Which of the problem's tasks to train; one task is the single-task baseline [default: all]");

    /// <summary>The weighting method.</summary>
    public static readonly ConfigurationKey<string> Method = ConfigurationKey.Text(
        "method", "name", "How the loss weights are chosen; 'autoscale methods' lists them");

    /// <summary>A named set of method options.</summary>
    public static readonly ConfigurationKey<string> Preset = ConfigurationKey.Text(
        "preset", "paper", "A named set of the method's options; options given beside it win");

    /// <summary>Training steps of the run.</summary>
    public static readonly ConfigurationKey<int> Iterations = ConfigurationKey.WholeNumber("iterations", 1, "Training steps of the whole run");

    /// <summary>Samples of a step.</summary>
    public static readonly ConfigurationKey<int> Batch = ConfigurationKey.WholeNumber("batch", 1, "Samples in a training step");

    /// <summary>The optimizer.</summary>
    public static readonly ConfigurationKey<OptimizerKind> Optimizer = ConfigurationKey.Choice<OptimizerKind>("optimizer", "The optimizer");

    /// <summary>The learning rate.</summary>
    public static readonly ConfigurationKey<double> LearningRate = ConfigurationKey.Number(
        "learning-rate", value => value is > 0 and <= Largest, "a number above 0, at most 1e30", "The learning rate that the schedule multiplies");

    /// <summary>The weight decay.</summary>
    public static readonly ConfigurationKey<double> WeightDecay = ConfigurationKey.Number(
        "weight-decay", value => value is >= 0 and <= Largest, "a number from 0 to 1e30", "The optimizer's weight decay");

    /// <summary>The momentum of SGD.</summary>
    public static readonly ConfigurationKey<double> Momentum = ConfigurationKey.Number(
        "momentum", value => value is >= 0 and < 1, "a number in [0, 1)", "The momentum of SGD; the other optimizers do not read it");

    /// <summary>The learning-rate schedule.</summary>
    public static readonly ConfigurationKey<string> Schedule = new(
        "schedule", "schedule", $"The learning-rate schedule: {ScheduleText.Expected}", ScheduleText.Expected, ScheduleText.Checked);

    /// <summary>Iterations over which the learning rate rises.</summary>
    public static readonly ConfigurationKey<int> WarmUp = ConfigurationKey.WholeNumber("warm-up", 0, "Steps over which the learning rate first rises");

    /// <summary>The seed of everything random.</summary>
    public static readonly ConfigurationKey<int> Seed = ConfigurationKey.WholeNumber("seed", 0, "The seed of everything random in the run");

    /// <summary>The device to train on.</summary>
    public static readonly ConfigurationKey<string> Device = new(
        "device", "device", "Where to train: cpu, cuda or cuda:INDEX", "cpu, cuda or cuda:INDEX", CheckedDevice);

    /// <summary>Threads of the engine.</summary>
    public static readonly ConfigurationKey<int> Threads = ConfigurationKey.WholeNumber("threads", 0, "Threads of the engine; 0 is one per core");

    /// <summary>What the heads learn from.</summary>
    public static readonly ConfigurationKey<HeadGradient> HeadGradient = ConfigurationKey.Choice<HeadGradient>(
        "head-gradient", "Whether task-specific parameters get the weighted gradient or their own");

    /// <summary>What the weights add up to.</summary>
    public static readonly ConfigurationKey<WeightScale> WeightScale = ConfigurationKey.Choice<WeightScale>(
        "weight-scale", "What the weights of a step add up to");

    /// <summary>Which gradients the method sees.</summary>
    public static readonly ConfigurationKey<GradientScope> GradientScope = ConfigurationKey.Choice<GradientScope>(
        "gradient-scope", "Which gradients the method compares");

    /// <summary>Steps between validations.</summary>
    public static readonly ConfigurationKey<int> ValidateEvery = ConfigurationKey.WholeNumber("validate-every", 1, "Steps between validations");

    /// <summary>Steps between checkpoints.</summary>
    public static readonly ConfigurationKey<int> CheckpointEvery = ConfigurationKey.WholeNumber(
        "checkpoint-every", 1, "Steps between checkpoints; the last step always writes one");

    /// <summary>What to do when a loss is not a number.</summary>
    public static readonly ConfigurationKey<NonFiniteLossPolicy> NonFiniteLoss = ConfigurationKey.Choice<NonFiniteLossPolicy>(
        "non-finite-loss", "What to do when a loss is not a finite number");

    /// <summary>Whether to write curves for TensorBoard.</summary>
    public static readonly ConfigurationKey<bool> TensorBoard = ConfigurationKey.Flag(
        "tensorboard", "Also write the run as curves for TensorBoard; the name alone means true");

    /// <summary>Every key, in the order in which a configuration file lists them.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        Problem, Setting, Data, Tasks, Method, Preset, Iterations, Batch, Optimizer, LearningRate, WeightDecay, Momentum, Schedule, WarmUp,
        Seed, Device, Threads, HeadGradient, WeightScale, GradientScope, ValidateEvery, CheckpointEvery, NonFiniteLoss,
        TensorBoard,
    ];

    /// <summary>The keys whose values are mappings.</summary>
    public static IReadOnlyList<string> Maps { get; } = [ProblemOptions, MethodOptions];

    /// <summary>Every name valid at the top of a configuration file.</summary>
    public static IReadOnlyList<string> YamlNames { get; } = [.. All.Select(key => key.Name), .. Maps];

    /// <summary>The keys whose values mean nothing to another problem.</summary>
    public static IReadOnlyList<string> BelongToProblem { get; } = [Setting.Name, Data.Name, Tasks.Name];

    /// <summary>Whether a name is a key with a single value or a list.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsKnown(string name) => All.Any(key => string.Equals(key.Name, name, StringComparison.Ordinal));

    private static string CheckedDevice(string text) =>
        text is "cpu" or "cuda" || (text.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? text : throw new FormatException();
}
