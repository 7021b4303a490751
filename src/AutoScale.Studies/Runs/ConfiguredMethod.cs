using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Studies.Runs;

/// <summary>Makes the weighting that a configuration names.</summary>
internal static class ConfiguredMethod
{
    /// <summary>Makes the weighting.</summary>
    /// <param name="configuration">The run.</param>
    /// <returns>The weighting, fresh.</returns>
    /// <exception cref="MethodOptionException">The method or one of its options is not valid.</exception>
    /// <exception cref="ConfigurationException">The method does not fit the run, such as AutoScale with one task.</exception>
    public static IWeighting Create(RunConfiguration configuration)
    {
        MethodContext context = new(configuration.Tasks, configuration.Iterations)
        {
            Seed = configuration.Seed,
            Options = new MethodOptions(configuration.MethodOptions),
        };
        try
        {
            return TrainingMethodCatalogue.Find(configuration.Method).Create(context);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException(Wording.Of(exception), exception);
        }
    }
}
