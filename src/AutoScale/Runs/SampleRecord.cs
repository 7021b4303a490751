using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>What samples.json holds: what the selected model makes of the first test examples, as pictures.</summary>
/// <param name="Samples">The examples in the order of the test split.</param>
public sealed record SampleRecord(IReadOnlyList<PredictionSample> Samples)
{
    /// <summary>The version of the format of samples.json.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The record as JSON text.</summary>
    /// <returns>Indented JSON; pictures are PNG files in Base64.</returns>
    public string ToJson()
    {
        JsonObject json = new()
        {
            ["version"] = CurrentVersion,
            ["samples"] = new JsonArray([.. Samples.Select(sample => new JsonObject
            {
                ["caption"] = sample.Caption,
                ["pictures"] = new JsonArray([.. sample.Pictures.Select(picture => new JsonObject
                {
                    ["label"] = picture.Label,
                    ["png"] = Convert.ToBase64String(picture.Png),
                })]),
            })]),
        };
        return RecordJson.Text(json);
    }

    /// <summary>Reads the record that a run left.</summary>
    /// <param name="json">The text of samples.json.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">The text is not such a record; the message names the file.</exception>
    public static SampleRecord Parse(string json, string path)
    {
        try
        {
            JsonArray samples = JsonNode.Parse(json)!["samples"]!.AsArray();
            return new SampleRecord([.. samples.Select(sample => new PredictionSample(
                (string)sample!["caption"]!,
                [.. sample["pictures"]!.AsArray().Select(picture => new SamplePicture(
                    (string)picture!["label"]!, Convert.FromBase64String((string)picture["png"]!)))]))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentNullException or NullReferenceException)
        {
            throw new FormatException($"{path} is damaged: expected the JSON object that a run of this version writes.", exception);
        }
    }
}
