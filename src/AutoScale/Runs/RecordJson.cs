using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>JSON files that people read too.</summary>
internal static class RecordJson
{
    // A file on disk is no web page: quotes and plus signs stay readable.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object as indented text.</summary>
    /// <param name="json">The object.</param>
    /// <returns>The text, with a line break at its end.</returns>
    public static string Text(JsonObject json) => json.ToJsonString(Readable) + "\n";
}
