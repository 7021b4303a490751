using AutoScale.Problems;
using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>The problem a configuration asks for, with everything that belongs to it.</summary>
/// <param name="Descriptor">The problem.</param>
/// <param name="Setting">Its setting.</param>
/// <param name="Tasks">The tasks to train, in the problem's order.</param>
/// <param name="Data">Where its data is, absolute; null where none is needed.</param>
/// <param name="Options">Every option: as given, or the problem's default.</param>
internal sealed record ProblemChoice(
    ProblemDescriptor Descriptor, ProblemSetting Setting, IReadOnlyList<string> Tasks, string? Data, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Makes the choice.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="fallback">The problem when none was named.</param>
    /// <param name="directory">The folder that relative paths start from.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ProblemException">The problem, setting or a task does not exist.</exception>
    /// <exception cref="ConfigurationException">An option does not exist, or data was given to a problem that takes none.</exception>
    public static ProblemChoice Of(GivenConfiguration given, string fallback, string directory)
    {
        ProblemDescriptor problem = ProblemCatalogue.Find(ConfigurationKeys.Problem.In(given, fallback));
        ProblemSetting setting = problem.FindSetting(ConfigurationKeys.Setting.In(given, string.Empty));
        IReadOnlyList<string> tasks = problem.ChooseTasks(setting.Name, ConfigurationKeys.Tasks.In(given, []));
        return new ProblemChoice(problem, setting, tasks, DataOf(given, problem, directory), OptionsOf(given, problem));
    }

    private static string? DataOf(GivenConfiguration given, ProblemDescriptor problem, string directory)
    {
        if (problem.DefaultData is null && given[ConfigurationKeys.Data.Name] is { } unwanted)
        {
            throw new ConfigurationException($"data is '{unwanted.Text}' ({unwanted.Origin}), but problem {problem.Name} reads no data: leave it out.");
        }

        return problem.DefaultData is null ? null : Path.GetFullPath(ConfigurationKeys.Data.In(given, problem.DefaultData), directory);
    }

    private static Dictionary<string, string> OptionsOf(GivenConfiguration given, ProblemDescriptor problem)
    {
        string[] names = [.. problem.Options.Select(option => option.Name)];
        foreach ((string name, GivenValue value) in given.ProblemOptions)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                throw ConfigurationException.Unknown($"option of problem {problem.Name}", name, value.Origin, names);
            }
        }

        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (OptionDescriptor option in problem.Options)
        {
            if ((given.ProblemOptions.GetValueOrDefault(option.Name)?.Text ?? option.Default) is { } text)
            {
                options[option.Name] = text;
            }
        }

        return options;
    }
}
