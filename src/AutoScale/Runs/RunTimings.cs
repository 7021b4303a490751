using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>Where the time of a run went, over all its sittings.</summary>
/// <param name="Steps">Training steps that the times cover.</param>
/// <param name="Spent">Time of each part, every part present.</param>
public sealed record RunTimings(int Steps, IReadOnlyDictionary<StepPart, TimeSpan> Spent)
{
    /// <summary>No time at all.</summary>
    public static RunTimings None { get; } = new(0, Enum.GetValues<StepPart>().ToDictionary(part => part, _ => TimeSpan.Zero));

    /// <summary>Time of the training steps: every part before evaluation.</summary>
    public TimeSpan Training => Sum(part => part < StepPart.Evaluation);

    /// <summary>Time of everything counted.</summary>
    public TimeSpan Total => Sum(_ => true);

    /// <summary>Processor time of the training steps, over all threads of the process; zero where it is not known.</summary>
    public TimeSpan Processor { get; init; }

    /// <summary>Mean time of a training step in seconds; 0 when no step was timed.</summary>
    public double SecondsPerIteration => Steps == 0 ? 0 : Training.TotalSeconds / Steps;

    /// <summary>Mean processor time of a training step in seconds: what the step costs whatever else the machine does. 0 where it is not known.</summary>
    public double ProcessorSecondsPerIteration => Steps == 0 ? 0 : Processor.TotalSeconds / Steps;

    /// <summary>Adds a later sitting.</summary>
    /// <param name="later">Its timings.</param>
    /// <returns>The sum.</returns>
    public RunTimings Plus(RunTimings later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return new RunTimings(Steps + later.Steps, Spent.ToDictionary(part => part.Key, part => part.Value + later.Spent[part.Key])) { Processor = Processor + later.Processor };
    }

    internal JsonObject ToJson()
    {
        JsonObject json = new() { ["steps"] = Steps, ["secondsPerIteration"] = SecondsPerIteration, ["processorSeconds"] = Processor.TotalSeconds };
        foreach ((StepPart part, TimeSpan time) in Spent)
        {
            json[Key(part)] = time.TotalSeconds;
        }

        return json;
    }

    internal static RunTimings Parse(JsonObject json) => new(
        (int)json["steps"]!,
        Enum.GetValues<StepPart>().ToDictionary(part => part, part => Time((double)json[Key(part)]!)))
    {
        Processor = Time((double?)json["processorSeconds"] ?? 0),
    };

    // TimeSpan.FromSeconds cuts what is not a whole tick: a time that was written as a fraction would lose one with every reading.
    private static TimeSpan Time(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    private static string Key(StepPart part) => char.ToLowerInvariant(part.ToString()[0]) + part.ToString()[1..] + "Seconds";

    private TimeSpan Sum(Predicate<StepPart> counts) =>
        Spent.Where(part => counts(part.Key)).Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Value);
}
