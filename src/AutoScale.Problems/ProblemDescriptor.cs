using AutoScale.Training;
using AutoScale.Weighting;

namespace AutoScale.Problems;

/// <summary>All that help texts, configurations and tests need to know of a problem, and how to create it.</summary>
public sealed class ProblemDescriptor
{
    /// <summary>The name users type: lower case with hyphens, unique in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What there is to learn, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Which data it needs and where to get it, in one sentence.</summary>
    public required string DataNeeded { get; init; }

    /// <summary>Where the data is looked for unless the user says otherwise; null where none is needed.</summary>
    public string? DefaultData { get; init; }

    /// <summary>The variants, the default first. At least one.</summary>
    public required IReadOnlyList<ProblemSetting> Settings { get; init; }

    /// <summary>The options, in the order help texts show them.</summary>
    public IReadOnlyList<OptionDescriptor> Options { get; init; } = [];

    /// <summary>Creates the problem from a context whose setting, tasks and options are checked.</summary>
    public required Func<ProblemContext, ProblemOptions, IProblem> Factory { private get; init; }

    /// <summary>Reads off the options how many samples there will be to train on; null where only the data can tell. Default null for all.</summary>
    public Func<ProblemOptions, int?>? TrainingSamples { private get; init; }

    /// <summary>Finds a variant.</summary>
    /// <param name="name">Its name in any case, or empty for the default.</param>
    /// <returns>The variant.</returns>
    /// <exception cref="ProblemException">There is none of that name; the message has the nearest.</exception>
    public ProblemSetting FindSetting(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 0 && Settings[0].Name.Length == 0)
        {
            throw new ProblemException($"Problem '{Name}' has no settings, got '{name}': leave it out.");
        }

        return name.Length == 0 ? Settings[0] : NameChoice.One(Settings, setting => setting.Name, name, $"setting of {Name}");
    }

    /// <summary>Checks the names of tasks without creating the problem.</summary>
    /// <param name="setting">The variant's name, or empty for the default.</param>
    /// <param name="tasks">What was asked for; empty for all.</param>
    /// <returns>The tasks' names in the problem's order.</returns>
    /// <exception cref="ProblemException">A name is unknown or comes twice; the message has the nearest.</exception>
    public IReadOnlyList<string> ChooseTasks(string setting, IReadOnlyList<string> tasks) =>
        NameChoice.Tasks(FindSetting(setting).Tasks, name => name, tasks, Name);

    /// <summary>Counts the training samples without creating the problem.</summary>
    /// <param name="options">The problem's options, as text by name.</param>
    /// <returns>The number, or null where only the data can tell.</returns>
    /// <exception cref="ProblemException">An option is unknown or not a number.</exception>
    public int? CountTrainingSamples(IReadOnlyDictionary<string, string> options) => TrainingSamples?.Invoke(new ProblemOptions(this, options));

    /// <summary>Creates the problem.</summary>
    /// <param name="context">What is asked of it.</param>
    /// <returns>The problem with its data.</returns>
    /// <exception cref="ProblemException">A setting, task or option is unknown or outside its range.</exception>
    /// <exception cref="IOException">A data file is missing, unreadable or damaged.</exception>
    public IProblem Create(ProblemContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ProblemSetting setting = FindSetting(context.Setting);
        ProblemOptions options = new(this, context.Options);
        return Factory(context with { Setting = setting.Name, Tasks = ChooseTasks(setting.Name, context.Tasks) }, options);
    }
}
