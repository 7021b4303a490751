namespace AutoScale.Weighting;

/// <summary>Guesses which valid name a user meant by an unknown one.</summary>
public static class NameSuggestion
{
    /// <summary>Finds the nearest valid name.</summary>
    /// <remarks>
    /// Nearness is the number of letters to insert, delete, replace or swap with a neighbour; case, hyphens and underscores do not count. A valid name that
    /// begins with what was typed (three letters or more) is near as well.
    /// </remarks>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    /// <returns>The nearest valid name, the first of equals; null when none is near enough to be meant.</returns>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        string typed = Simplify(name);
        string? nearest = null;
        double smallest = double.PositiveInfinity;
        foreach (string candidate in candidates)
        {
            string valid = Simplify(candidate);
            double distance = Distance(typed, valid);
            bool isPrefix = typed.Length >= 3 && valid.StartsWith(typed, StringComparison.Ordinal);
            double ranked = isPrefix ? Math.Min(distance, 1.5) : distance;
            int longer = Math.Max(typed.Length, valid.Length);
            if (ranked <= Math.Max(longer >= 5 ? 2 : 1, longer / 3.0) && ranked < smallest)
            {
                smallest = ranked;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>The nearest valid name as a part of an error sentence.</summary>
    /// <param name="name">What was typed.</param>
    /// <param name="candidates">The valid names.</param>
    /// <returns>" (did you mean 'imtl-g'?)", or nothing when no valid name is near.</returns>
    public static string For(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is string nearest ? $" (did you mean '{nearest}'?)" : "";

    private static string Simplify(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The optimal string alignment distance.</summary>
    private static int Distance(string first, string second)
    {
        int[,] distances = new int[first.Length + 1, second.Length + 1];
        for (int i = 0; i <= first.Length; i++)
        {
            for (int j = 0; j <= second.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int replaced = distances[i - 1, j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                int nearest = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1];
                distances[i, j] = isSwap ? Math.Min(nearest, distances[i - 2, j - 2] + 1) : nearest;
            }
        }

        return distances[first.Length, second.Length];
    }
}
