using AutoScale.Problems;
using AutoScale.Studies.Configuration;
using AutoScale.Training;

namespace AutoScale.Studies.Runs;

/// <summary>Makes the problem that a configuration names.</summary>
internal static class ConfiguredProblem
{
    /// <summary>Loads or generates the problem's data.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="notice">Told what takes time; null for nobody.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="ProblemException">An option is not valid.</exception>
    /// <exception cref="IOException">A data file is missing, unreadable or damaged.</exception>
    public static IProblem Create(RunConfiguration configuration, Action<string>? notice) => ProblemCatalogue.Create(configuration.Problem, new ProblemContext
    {
        Setting = configuration.Setting,
        Data = configuration.Data,
        Tasks = configuration.Tasks,
        Options = configuration.ProblemOptions,
        Notice = notice,
    });
}
