using System.Globalization;

namespace AutoScale.Diagnoses;

/// <summary>Numbers and names as a sentence has them.</summary>
internal static class PlainWords
{
    /// <summary>A factor: "1.6", "12", "1E+09".</summary>
    public static string Factor(double value) =>
        value.ToString(value < 9.95 ? "0.0" : value < 1e6 ? "0" : "0.#E+0", CultureInfo.InvariantCulture);

    /// <summary>A fraction as "42 %"; what is not zero is never shown as zero.</summary>
    public static string Percent(double fraction) => fraction is > 0 and < 0.005
        ? "less than 1 %"
        : (100 * fraction).ToString("0;-0;0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A cosine or a similarity: "0.12", "-0.03".</summary>
    public static string TwoDigits(double value) => value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A condition number.</summary>
    public static string Condition(double value) => double.IsPositiveInfinity(value) ? "infinity" : Factor(value);

    /// <summary>A task's or a layer's name in quotes.</summary>
    public static string Quoted(string name) => $"'{name}'";

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count == 1
        ? items[0]
        : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
