using AutoScale.Weighting;

namespace AutoScale.Problems;

/// <summary>Finds things by the names users type, and says which name they may have meant.</summary>
internal static class NameChoice
{
    /// <summary>Finds one.</summary>
    /// <typeparam name="T">What is looked for.</typeparam>
    /// <param name="valid">Everything there is.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="name">What was typed, in any case.</param>
    /// <param name="kind">What it is, as "setting of multi-mnist".</param>
    /// <returns>The one of that name.</returns>
    /// <exception cref="ProblemException">There is none; the message has the nearest name.</exception>
    public static T One<T>(IReadOnlyList<T> valid, Func<T, string> nameOf, string name, string kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (T candidate in valid)
        {
            if (nameOf(candidate).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }
        }

        string[] names = [.. valid.Select(nameOf)];
        throw new ProblemException($"Unknown {kind} '{name}'{NameSuggestion.For(name, names)}; valid are {string.Join(", ", names)}.");
    }

    /// <summary>Chooses some of a problem's tasks, in the problem's order whatever the order they are named in.</summary>
    /// <typeparam name="T">A task.</typeparam>
    /// <param name="all">All tasks.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="names">What was typed; none means all.</param>
    /// <param name="problem">The problem's name.</param>
    /// <returns>At least one task, each once.</returns>
    /// <exception cref="ProblemException">A name is unknown or comes twice.</exception>
    public static IReadOnlyList<T> Tasks<T>(IReadOnlyList<T> all, Func<T, string> nameOf, IReadOnlyList<string> names, string problem)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0)
        {
            return all;
        }

        T[] chosen = [.. names.Select(name => One(all, nameOf, name, $"task of {problem}"))];
        return chosen.Distinct().Count() == chosen.Length
            ? [.. all.Where(task => chosen.Contains(task))]
            : throw new ProblemException($"A task of {problem} is named twice in '{string.Join(",", names)}': name each once.");
    }
}
