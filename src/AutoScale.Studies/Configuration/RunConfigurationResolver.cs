using AutoScale.Problems;
using AutoScale.Training;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>Fills what nobody wrote: defaults of the problem, the method and the machine.</summary>
public static class RunConfigurationResolver
{
    private const int MostThreads = 64;

    private const string DefaultProblem = "scenes";
    private const string DefaultMethod = "autoscale";
    private const string SingleTaskMethod = "unitary";
    private const string FolderConfiguration = "config.yaml";

    /// <summary>Resolves a configuration.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="directory">The folder that relative paths start from.</param>
    /// <returns>The whole configuration.</returns>
    /// <exception cref="ConfigurationException">A value is not valid, or does not fit another one.</exception>
    /// <exception cref="MethodOptionException">The method does not exist.</exception>
    /// <exception cref="ProblemException">The problem, its setting or a task does not exist.</exception>
    public static RunConfiguration Resolve(GivenConfiguration given, string directory)
    {
        ArgumentNullException.ThrowIfNull(given);
        ProblemChoice problem = ProblemChoice.Of(given, DefaultProblem, directory);
        ProblemDefaults defaults = problem.Setting.Defaults;
        MethodDescriptor method = MethodChoice.Find(given, problem.Tasks.Count == 1 ? SingleTaskMethod : DefaultMethod);
        int iterations = ConfigurationKeys.Iterations.In(given, defaults.Iterations);
        return new RunConfiguration
        {
            Problem = problem.Descriptor.Name,
            Setting = problem.Setting.Name,
            Data = problem.Data,
            Tasks = problem.Tasks,
            ProblemOptions = problem.Options,
            Method = method.Name,
            MethodOptions = MethodChoice.Options(given, method, defaults),
            Preset = given[ConfigurationKeys.Preset.Name]?.Text,
            Iterations = iterations,
            Batch = ConfigurationKeys.Batch.In(given, defaults.BatchSize),
            Optimizer = ConfigurationKeys.Optimizer.In(given, defaults.Optimizer),
            LearningRate = ConfigurationKeys.LearningRate.In(given, defaults.LearningRate),
            WeightDecay = ConfigurationKeys.WeightDecay.In(given, defaults.WeightDecay),
            Momentum = ConfigurationKeys.Momentum.In(given, 0),
            Schedule = ConfigurationKeys.Schedule.In(given, defaults.Schedule),
            WarmUp = ConfigurationKeys.WarmUp.In(given, 0),
            Seed = ConfigurationKeys.Seed.In(given, 0),
            Device = ConfigurationKeys.Device.In(given, "cpu"),
            Threads = Threads(given),
            HeadGradient = ConfigurationKeys.HeadGradient.In(given, HeadGradient.Weighted),
            WeightScale = ConfigurationKeys.WeightScale.In(given, method.DefaultScale),
            GradientScope = ConfigurationKeys.GradientScope.In(given, TrainingMethodCatalogue.DefaultScope(method)),
            ValidateEvery = ConfigurationKeys.ValidateEvery.In(given, EveryTenth(iterations)),
            CheckpointEvery = ConfigurationKeys.CheckpointEvery.In(given, EveryTenth(iterations)),
            NonFiniteLoss = ConfigurationKeys.NonFiniteLoss.In(given, NonFiniteLossPolicy.Throw),
            TensorBoard = ConfigurationKeys.TensorBoard.In(given, false),
        };
    }

    /// <summary>The configuration that a run's folder holds.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="mustBeWhole">Whether every setting needs to be there, as for a run that goes on; otherwise defaults fill what an older version did not write.</param>
    /// <returns>The configuration as it was when the run started.</returns>
    /// <exception cref="ConfigurationException">The folder's config.yaml is not valid, or not whole.</exception>
    public static RunConfiguration OfFolder(string folder, bool mustBeWhole = false)
    {
        string path = Path.Combine(folder, FolderConfiguration);
        using StreamReader reader = new(path);
        GivenConfiguration given = YamlConfiguration.Read(reader, path);
        RunConfiguration configuration = Resolve(given, folder);
        IReadOnlyDictionary<string, GivenValue>[] groups = [given.Values, given.ProblemOptions, given.MethodOptions];
        string[] missing = mustBeWhole ? [.. Flatten(configuration).Keys.Where(key => !groups[key.Group].ContainsKey(key.Name)).Select(key => key.Name)] : [];
        return missing.Length == 0
            ? configuration
            : throw new ConfigurationException(
                $"{path} is empty, damaged or of another version: it does not say {string.Join(", ", missing)}. Put back an undamaged copy, or start the run again in a new folder.");
    }

    /// <summary>Throws unless everything that was written about a resumed run says what its folder says; TensorBoard is free.</summary>
    /// <param name="configuration">The folder's configuration.</param>
    /// <param name="given">What was written beside --resume.</param>
    /// <param name="folder">The folder, for messages.</param>
    /// <param name="directory">The folder that relative paths start from.</param>
    /// <exception cref="ConfigurationException">A value differs; the message names it.</exception>
    public static void RequireSame(RunConfiguration configuration, GivenConfiguration given, string folder, string directory)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(given);
        RunConfiguration wanted = Resolve(AsGiven(configuration, folder).With(given), directory) with { TensorBoard = configuration.TensorBoard };
        Dictionary<(int Group, string Name), string> mine = Flatten(configuration);
        foreach (((int Group, string Name) key, string text) in Flatten(wanted))
        {
            if (mine.GetValueOrDefault(key) != text)
            {
                string was = mine.GetValueOrDefault(key) is { } value ? $"'{value}'" : "nothing";
                throw new ConfigurationException(
                    $"{key.Name} is '{text}', but the run in {folder} has {was}: a resumed run keeps its configuration, so leave that option out or start a new run.");
            }
        }
    }

    private static GivenConfiguration AsGiven(RunConfiguration configuration, string folder)
    {
        string origin = Path.Combine(folder, FolderConfiguration);
        return new GivenConfiguration(Given(configuration.Entries(), origin), Given(configuration.MethodOptions, origin), Given(configuration.ProblemOptions, origin));
    }

    private static Dictionary<string, GivenValue> Given(IEnumerable<KeyValuePair<string, string>> values, string origin) =>
        values.ToDictionary(value => value.Key, value => new GivenValue(value.Value, origin), StringComparer.Ordinal);

    /// <summary>Every value; a key, an option of the problem and one of the method may share a name, as "warm-up" does.</summary>
    private static Dictionary<(int Group, string Name), string> Flatten(RunConfiguration configuration) =>
        new IEnumerable<KeyValuePair<string, string>>[] { configuration.Entries(), configuration.ProblemOptions, configuration.MethodOptions }
            .SelectMany((group, index) => group.Select(entry => (Key: (index, entry.Key), entry.Value)))
            .ToDictionary(entry => entry.Key, entry => entry.Value);

    private static int EveryTenth(int iterations) => Math.Clamp(iterations / 10, 1, 1000);

    private static int Threads(GivenConfiguration given)
    {
        int most = Math.Max(MostThreads, Environment.ProcessorCount);
        int threads = ConfigurationKeys.Threads.In(given, 0);
        return threads > most
            ? throw new ConfigurationException($"threads is {threads}: expected 0 (one per core) to {most}; more than there are cores only slows training down.")
            : threads > 0 ? threads : Torch.Torch.DefaultThreads;
    }
}
