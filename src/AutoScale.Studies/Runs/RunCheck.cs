using AutoScale.Problems;
using AutoScale.Studies.Configuration;
using AutoScale.Weighting;

namespace AutoScale.Studies.Runs;

/// <summary>Finds what is wrong with the runs of a study before the first of them trains.</summary>
public static class RunCheck
{
    /// <summary>Makes every run's method and options, and loads the data once.</summary>
    /// <param name="runs">The runs, at least one, all on the same data.</param>
    /// <param name="notice">Told in one sentence what takes time; null for nobody.</param>
    /// <exception cref="ConfigurationException">A value does not fit the problem, the method or this machine.</exception>
    /// <exception cref="MethodOptionException">An option of a method is not valid.</exception>
    /// <exception cref="ProblemException">An option of the problem is not valid.</exception>
    /// <exception cref="IOException">The problem's data is missing or cannot be read.</exception>
    public static void RequireTrainable(IReadOnlyList<RunConfiguration> runs, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        foreach (RunConfiguration run in runs)
        {
            ConfiguredOptions.Create(run);
            (ConfiguredMethod.Create(run) as IDisposable)?.Dispose();
        }

        ConfiguredProblem.Create(runs[0], ConfiguredOptions.Create(runs[0]), notice).Dispose();
    }
}
