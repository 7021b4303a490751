using AutoScale.Problems;
using AutoScale.Studies.Configuration;
using AutoScale.Training;

namespace AutoScale.Studies.Runs;

/// <summary>Makes the problem that a configuration names.</summary>
internal static class ConfiguredProblem
{
    /// <summary>Loads or generates the problem's data, after checking all that can be checked without it.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="options">How it is to be trained.</param>
    /// <param name="notice">Told what takes time; null for nobody.</param>
    /// <returns>The problem.</returns>
    /// <exception cref="ConfigurationException">A batch is larger than the training split.</exception>
    /// <exception cref="ProblemException">An option is not valid.</exception>
    /// <exception cref="IOException">A data file is missing, unreadable or damaged.</exception>
    public static IProblem Create(RunConfiguration configuration, TrainingOptions options, Action<string>? notice)
    {
        ProblemDescriptor descriptor = ProblemCatalogue.Find(configuration.Problem);
        if (descriptor.CountTrainingSamples(configuration.ProblemOptions) is int samples and >= 1)
        {
            ConfiguredOptions.RequireFit(options, samples);
        }

        IProblem problem = descriptor.Create(new ProblemContext
        {
            Setting = configuration.Setting,
            Data = configuration.Data,
            Tasks = configuration.Tasks,
            Options = configuration.ProblemOptions,
            Notice = notice,
        });
        try
        {
            ConfiguredOptions.RequireFit(options, problem.Train.Count);
            return problem;
        }
        catch (ConfigurationException)
        {
            problem.Dispose();
            throw;
        }
    }
}
