using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>JSON that people read too: what every record and every answer for a program is made of.</summary>
public static class RecordJson
{
    // A file on disk is no web page: quotes and plus signs stay readable.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object as indented text.</summary>
    /// <param name="json">The object.</param>
    /// <returns>The text, with a line break at its end.</returns>
    public static string Text(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.ToJsonString(Readable) + "\n";
    }

    /// <summary>A number, or null for one that JSON cannot hold.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The number; null for NaN and the infinities.</returns>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Reads what <see cref="Number"/> wrote.</summary>
    /// <param name="node">The number, or null.</param>
    /// <returns>The number; NaN for null.</returns>
    public static double Value(JsonNode? node) => node is null ? double.NaN : (double)node;

    /// <summary>Numbers as an array.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The array.</returns>
    public static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    /// <summary>Reads what <see cref="Numbers"/> wrote.</summary>
    /// <param name="array">The array.</param>
    /// <returns>The numbers; NaN where they were not finite.</returns>
    public static double[] Values(JsonNode array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return [.. array.AsArray().Select(Value)];
    }

    /// <summary>Names as an array.</summary>
    /// <param name="names">The names.</param>
    /// <returns>The array.</returns>
    public static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    /// <summary>One number per task as an object.</summary>
    /// <param name="tasks">Names of the K tasks.</param>
    /// <param name="values">The numbers, shape [K].</param>
    /// <returns>The object.</returns>
    public static JsonObject PerTask(IReadOnlyList<string> tasks, params ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        JsonObject json = [];
        for (int i = 0; i < values.Length; i++)
        {
            json[tasks[i]] = Number(values[i]);
        }

        return json;
    }
}
