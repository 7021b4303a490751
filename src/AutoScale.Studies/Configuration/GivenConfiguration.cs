namespace AutoScale.Studies.Configuration;

/// <summary>The part of a configuration that somebody wrote down, before defaults fill the rest. Immutable.</summary>
/// <param name="Values">What was written, by key of <see cref="ConfigurationKeys"/>.</param>
/// <param name="MethodOptions">Options of the method, by the name the method gives them.</param>
/// <param name="ProblemOptions">Options of the problem, by the name the problem gives them.</param>
public sealed record GivenConfiguration(
    IReadOnlyDictionary<string, GivenValue> Values,
    IReadOnlyDictionary<string, GivenValue> MethodOptions,
    IReadOnlyDictionary<string, GivenValue> ProblemOptions)
{
    private static readonly Dictionary<string, GivenValue> Nothing = [];

    /// <summary>Nothing was written: every value takes its default.</summary>
    public static GivenConfiguration Empty { get; } = new(Nothing, Nothing, Nothing);

    /// <summary>The value of a key, if it was written.</summary>
    /// <param name="key">The key's name.</param>
    /// <returns>The value, or null.</returns>
    public GivenValue? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>Puts another configuration on top of this one, as command-line options on top of a file.</summary>
    /// <remarks>
    /// Naming another method leaves this one's method options behind, and naming another problem leaves its setting, data,
    /// tasks and problem options behind: they belong to what was replaced.
    /// </remarks>
    /// <param name="top">The configuration that wins.</param>
    /// <returns>The joined configuration.</returns>
    public GivenConfiguration With(GivenConfiguration top)
    {
        ArgumentNullException.ThrowIfNull(top);
        bool methodKept = !Replaces(top, ConfigurationKeys.Method.Name);
        bool problemKept = !Replaces(top, ConfigurationKeys.Problem.Name);
        IEnumerable<KeyValuePair<string, GivenValue>> values = problemKept
            ? Values
            : Values.Where(value => !ConfigurationKeys.BelongToProblem.Contains(value.Key));
        return new GivenConfiguration(
            Join(values, top.Values),
            Join(methodKept ? MethodOptions : Nothing, top.MethodOptions),
            Join(problemKept ? ProblemOptions : Nothing, top.ProblemOptions));
    }

    private bool Replaces(GivenConfiguration top, string key) =>
        this[key] is { } mine && top[key] is { } theirs && !string.Equals(mine.Text, theirs.Text, StringComparison.Ordinal);

    private static Dictionary<string, GivenValue> Join(
        IEnumerable<KeyValuePair<string, GivenValue>> bottom, IReadOnlyDictionary<string, GivenValue> top)
    {
        Dictionary<string, GivenValue> joined = new(bottom, StringComparer.Ordinal);
        foreach ((string key, GivenValue value) in top)
        {
            joined[key] = value;
        }

        return joined;
    }
}
