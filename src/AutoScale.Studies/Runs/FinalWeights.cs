using AutoScale.AutoScaling;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;
using AutoScale.Weighting.Decorators;

namespace AutoScale.Studies.Runs;

/// <summary>Gathers what a finished run has to say of its weights.</summary>
internal static class FinalWeights
{
    /// <summary>Gathers the record.</summary>
    /// <param name="configuration">What was run.</param>
    /// <param name="weighting">The weighting after the last step.</param>
    /// <param name="result">What the run left behind.</param>
    /// <param name="folder">The run's folder, whose trace holds the guards of every step.</param>
    /// <returns>The record.</returns>
    public static WeightsRecord Of(RunConfiguration configuration, IWeighting weighting, TrainingResult result, RunFolder folder)
    {
        AutoScaleWeighting? autoScale = Decorator.Find<AutoScaleWeighting>(weighting);
        return new WeightsRecord
        {
            Method = configuration.Method,
            Scale = configuration.WeightScale,
            Tasks = configuration.Tasks,
            Weights = result.FinalWeights,
            Windows = autoScale?.Windows ?? [],
            Cost = autoScale?.Options.Cost.Name,
            Predictor = autoScale?.Options.Predictor.Name,
            Guards = CountGuards(folder),
            Warnings = (weighting as IWarns)?.Warnings ?? [],
        };
    }

    private static SortedDictionary<Guards, int> CountGuards(RunFolder folder)
    {
        SortedDictionary<Guards, int> counts = [];
        using StreamReader reader = new(folder.Trace);
        foreach (TraceRecord record in Trace.Read(reader).Records)
        {
            foreach (Guards guard in Enum.GetValues<Guards>())
            {
                if (guard != Guards.None && record.Certificate.Guards.HasFlag(guard))
                {
                    counts[guard] = counts.GetValueOrDefault(guard) + 1;
                }
            }
        }

        return counts;
    }
}
