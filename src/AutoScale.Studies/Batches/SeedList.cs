using System.Globalization;

using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Batches;

/// <summary>The seeds of a study as people write them.</summary>
public static class SeedList
{
    private const int Most = 1000;

    /// <summary>Reads seeds.</summary>
    /// <param name="given">One number is how many: 3 is the seeds 0, 1 and 2. With a comma it is the seeds themselves: 0,5; one alone is 5 and a comma.</param>
    /// <returns>The seeds, in the order they were given; at least one.</returns>
    /// <exception cref="ConfigurationException">The text is something else, or a seed comes twice.</exception>
    public static IReadOnlyList<int> Parse(GivenValue given)
    {
        ArgumentNullException.ThrowIfNull(given);
        string[] parts = [.. given.Items];
        if (parts is [string count])
        {
            return Enumerable.Range(0, Number(count, 1, Most, given)).ToArray();
        }

        int[] seeds = [.. (parts[^1].Length == 0 ? parts[..^1] : parts).Select(part => Number(part, 0, int.MaxValue, given))];
        return seeds.Distinct().Count() == seeds.Length ? seeds : throw Wrong(given);
    }

    private static int Number(string text, int least, int most, GivenValue given) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number : throw Wrong(given);

    private static ConfigurationException Wrong(GivenValue given) => new(
        $"seeds is '{given.Text}' ({given.Origin}): expected how many, 1 to {Most}, for the seeds 0, 1, 2 ..., or different seeds with commas, such as 0,5 or '5,' for one alone.");
}
