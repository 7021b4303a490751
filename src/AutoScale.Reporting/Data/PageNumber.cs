using System.Globalization;
using System.Text.Json.Nodes;

namespace AutoScale.Reporting.Data;

/// <summary>Numbers for the page: short, since a chart has no use for sixteen digits, and null where there is none.</summary>
internal static class PageNumber
{
    private const string Digits = "G5";

    /// <summary>A number to five significant digits.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number; null for NaN and the infinities.</returns>
    public static JsonNode? Of(double value) => double.IsFinite(value)
        ? JsonValue.Create(double.Parse(value.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;

    /// <summary>Numbers as an array.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The array.</returns>
    public static JsonArray Array(IEnumerable<double> values) => [.. values.Select(Of)];

    /// <summary>Rows of numbers as an array of arrays.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The array.</returns>
    public static JsonArray Rows(IEnumerable<IEnumerable<double>> rows) => [.. rows.Select(Array)];

    /// <summary>Texts as an array.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>The array.</returns>
    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
