namespace AutoScale.Architecture.Tests;

/// <summary>States a rule of the project and lists everything that breaks it, so one run shows all there is to mend.</summary>
internal static class Rule
{
    /// <summary>Fails with the rule and the list unless the list is empty.</summary>
    public static void Holds(string rule, IEnumerable<string> broken)
    {
        string[] all = [.. broken];
        Assert.True(all.Length == 0, $"{rule} Broken {all.Length} times:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    /// <summary>As <see cref="Holds(string, IEnumerable{string})"/>, but each exception must have a reason and still be needed.</summary>
    /// <param name="rule">The rule, one sentence.</param>
    /// <param name="broken">What breaks it, by the name that an exception is listed under, with details.</param>
    /// <param name="exceptions">Name and reason of each accepted exception.</param>
    public static void Holds(string rule, IEnumerable<(string Name, string Details)> broken, IReadOnlyDictionary<string, string> exceptions)
    {
        (string Name, string Details)[] all = [.. broken];
        HashSet<string> names = [.. all.Select(item => item.Name)];
        Holds(rule, all.Where(item => !exceptions.ContainsKey(item.Name)).Select(item => $"{item.Name}: {item.Details}"));
        Holds(
            "An exception has a reason, and goes when it is no longer needed.",
            exceptions.Where(item => !names.Contains(item.Key) || item.Value.Length < 10).Select(item => item.Key));
    }
}
