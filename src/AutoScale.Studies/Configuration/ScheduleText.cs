using System.Globalization;

using AutoScale.Torch;

namespace AutoScale.Studies.Configuration;

/// <summary>A learning-rate schedule as one short text: its name, then its numbers after colons.</summary>
public static class ScheduleText
{
    /// <summary>What is valid, for help and messages.</summary>
    public const string Expected =
        "constant, poly or poly:POWER, cosine or cosine:MINIMUM (0 to 1), or step:EVERY or step:EVERY:FACTOR";

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">As in <see cref="Expected"/>.</param>
    /// <param name="warmUp">Iterations over which the rate first rises to its value; 0 for none.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="FormatException">The text is none of the valid ones.</exception>
    public static ILearningRateSchedule Parse(string text, int warmUp = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        try
        {
            ILearningRateSchedule schedule = (parts[0], parts.Length) switch
            {
                ("constant", 1) => new ConstantSchedule(),
                ("poly", 1) => new PolynomialSchedule(),
                ("poly", 2) => new PolynomialSchedule(Number(parts[1])),
                ("cosine", 1) => new CosineSchedule(),
                ("cosine", 2) => new CosineSchedule(Number(parts[1])),
                ("step", 2) => new StepSchedule(Whole(parts[1])),
                ("step", 3) => new StepSchedule(Whole(parts[1]), Number(parts[2])),
                _ => throw new FormatException($"A schedule is {Expected}."),
            };
            return warmUp > 0 ? new WarmUp(schedule, warmUp) : schedule;
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException($"A schedule is {Expected}.", exception);
        }
    }

    /// <summary>Checks a schedule and keeps its text.</summary>
    /// <param name="text">As in <see cref="Expected"/>.</param>
    /// <returns>The text itself.</returns>
    /// <exception cref="FormatException">The text is none of the valid ones.</exception>
    public static string Checked(string text)
    {
        Parse(text);
        return text;
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
