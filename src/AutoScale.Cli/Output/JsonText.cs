using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using AutoScale.Weighting;

namespace AutoScale.Cli.Output;

/// <summary>Builds the JSON that programs read from standard output.</summary>
internal static class JsonText
{
    // Standard output is no web page: names and messages stay readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object as one line.</summary>
    /// <param name="writer">Receives the line.</param>
    /// <param name="line">The object.</param>
    public static void WriteLine(TextWriter writer, JsonObject line)
    {
        writer.WriteLine(line.ToJsonString(Readable));
        writer.Flush();
    }

    /// <summary>The options of a method or a problem as an array.</summary>
    /// <param name="options">The options.</param>
    /// <returns>[{"name": "tau", "default": "50", "meaning": "...", "range": "..."}].</returns>
    public static JsonArray Options(IEnumerable<OptionDescriptor> options) =>
    [
        .. options.Select(option => (JsonNode)new JsonObject
        {
            ["name"] = option.Name,
            ["default"] = option.Default,
            ["meaning"] = option.Meaning,
            ["range"] = option.Range,
        }),
    ];
}
