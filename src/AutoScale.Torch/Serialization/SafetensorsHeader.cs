using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AutoScale.Torch;

/// <summary>The header of a safetensors file: text to and from records, with no tensor in sight.</summary>
/// <remarks>
/// The format: 8 bytes little-endian length N, then N bytes of UTF-8 JSON that begin with '{' and may end in spaces, then the data.
/// The JSON maps each name to {"dtype", "shape", "data_offsets": [begin, end]}, offsets counted from the end of the header; the
/// special name "__metadata__" maps to an object of texts. The tensors must cover the data exactly, without gap or overlap.
/// </remarks>
internal sealed class SafetensorsHeader
{
    private const string MetadataName = "__metadata__";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private SafetensorsHeader(IReadOnlyList<SafetensorsEntry> entries, Dictionary<string, string> metadata)
    {
        Entries = entries;
        Metadata = metadata;
    }

    /// <summary>Bytes of the length field in front of the header.</summary>
    public const int LengthBytes = 8;

    /// <summary>The longest header accepted, as in the format's definition: a guard against reading garbage as a length.</summary>
    public const int MaximumBytes = 100_000_000;

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>The free texts of the file.</summary>
    public Dictionary<string, string> Metadata { get; }

    /// <summary>Bytes of data after the header.</summary>
    public long DataBytes => Entries.Count == 0 ? 0 : Entries[^1].End;

    /// <summary>Lays out tensors: widest elements first, so that every tensor starts at a multiple of its width; then by name.</summary>
    /// <exception cref="ArgumentException">A tensor is called "__metadata__".</exception>
    public static SafetensorsHeader Lay(
        IEnumerable<(string Name, ScalarType Type, long[] Shape)> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        List<SafetensorsEntry> entries = [];
        long position = 0;
        foreach ((string name, ScalarType type, long[] shape) in tensors
            .OrderByDescending(tensor => SafetensorsTypes.BytesOf(tensor.Type))
            .ThenBy(tensor => tensor.Name, StringComparer.Ordinal))
        {
            if (name == MetadataName)
            {
                throw new ArgumentException($"The format reserves the name '{MetadataName}'. Rename that tensor.", nameof(tensors));
            }

            long end = position + ByteCount(name, type, shape);
            entries.Add(new SafetensorsEntry(name, type, shape, position, end));
            position = end;
        }

        return new SafetensorsHeader(entries, metadata is null ? [] : new Dictionary<string, string>(metadata));
    }

    /// <summary>Formats the length field and the header, padded with spaces so that the data begins at a multiple of 8 bytes.</summary>
    public byte[] Format()
    {
        using MemoryStream buffer = new();
        buffer.Write(new byte[LengthBytes]);
        using (Utf8JsonWriter json = new(buffer, Readable))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            foreach (SafetensorsEntry entry in Entries)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        while (buffer.Length % LengthBytes != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        byte[] bytes = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - LengthBytes);
        return bytes;
    }

    /// <summary>Parses a header's JSON, trailing spaces included.</summary>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format; the message names rule and tensor.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty || utf8.Span[0] != (byte)'{')
        {
            throw new InvalidDataException("A safetensors header must begin with '{'. Check that this is a safetensors file.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8);
            Dictionary<string, string> metadata = [];
            List<SafetensorsEntry> entries = [];
            foreach ((string name, JsonElement value) in Properties(document.RootElement, "the header"))
            {
                if (name == MetadataName)
                {
                    metadata = ReadMetadata(value);
                }
                else
                {
                    entries.Add(ReadEntry(name, value));
                }
            }

            entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
            RequireContiguous(entries);
            return new SafetensorsHeader(entries, metadata);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: the JSON's strings are not valid UTF-16 or UTF-8.
            throw new InvalidDataException($"The safetensors header is not valid JSON: {exception.Message}", exception);
        }
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (Metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(MetadataName);
        foreach ((string key, string text) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", SafetensorsTypes.CodeOf(entry.ScalarType));
        json.WriteStartArray("shape");
        foreach (long size in entry.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement value)
    {
        Dictionary<string, string> metadata = [];
        foreach ((string key, JsonElement text) in Properties(value, $"'{MetadataName}'"))
        {
            metadata[key] = text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : throw new InvalidDataException($"'{MetadataName}' may hold texts only, but '{key}' is {text.ValueKind}.");
        }

        return metadata;
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement value)
    {
        Dictionary<string, JsonElement> fields = Properties(value, $"tensor '{name}'").ToDictionary();
        string[] expected = ["dtype", "shape", "data_offsets"];
        if (fields.Count != expected.Length || !expected.All(fields.ContainsKey))
        {
            throw new InvalidDataException(
                $"Tensor '{name}' needs exactly the fields dtype, shape and data_offsets; got: {string.Join(", ", fields.Keys)}.");
        }

        string? code = fields["dtype"].ValueKind == JsonValueKind.String ? fields["dtype"].GetString() : fields["dtype"].GetRawText();
        if (!SafetensorsTypes.TryParse(code, out ScalarType type))
        {
            throw new InvalidDataException($"Tensor '{name}' has the unknown dtype '{code}'; known are: {SafetensorsTypes.Codes}.");
        }

        long[] shape = ReadSizes(name, "shape", fields["shape"]);
        long[] offsets = ReadSizes(name, "data_offsets", fields["data_offsets"]);
        if (offsets.Length != 2 || offsets[1] < offsets[0])
        {
            throw new InvalidDataException(
                $"data_offsets of tensor '{name}' must be two numbers, begin <= end; got [{string.Join(", ", offsets)}].");
        }

        long needed = ByteCount(name, type, shape);
        if (offsets[1] - offsets[0] != needed)
        {
            throw new InvalidDataException(
                $"Tensor '{name}', {code} of shape [{string.Join(", ", shape)}], needs {needed} bytes, "
                + $"but its data_offsets span {offsets[1] - offsets[0]}.");
        }

        return new SafetensorsEntry(name, type, shape, offsets[0], offsets[1]);
    }

    private static long[] ReadSizes(string name, string field, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{field} of tensor '{name}' must be an array; got {value.ValueKind}.");
        }

        List<long> sizes = [];
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long size) || size < 0)
            {
                throw new InvalidDataException(
                    $"{field} of tensor '{name}' must hold whole numbers of at least 0; got {element.GetRawText()}.");
            }

            sizes.Add(size);
        }

        return [.. sizes];
    }

    private static List<(string Name, JsonElement Value)> Properties(JsonElement value, string where)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"Expected a JSON object for {where}; got {value.ValueKind}.");
        }

        HashSet<string> seen = [];
        List<(string Name, JsonElement Value)> properties = [];
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                throw new InvalidDataException($"The name '{property.Name}' stands twice in {where}.");
            }

            properties.Add((property.Name, property.Value));
        }

        return properties;
    }

    private static void RequireContiguous(List<SafetensorsEntry> entries)
    {
        long position = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != position)
            {
                string fault = entry.Begin < position ? "overlaps the tensor before it" : "leaves a gap after the tensor before it";
                throw new InvalidDataException(
                    $"Tensor '{entry.Name}' {fault}: its data begins at {entry.Begin}, but the data so far ends at {position}.");
            }

            position = entry.End;
        }
    }

    private static long ByteCount(string name, ScalarType type, long[] shape)
    {
        try
        {
            // A zero anywhere empties the tensor, whatever the other sizes multiply to.
            return shape.Contains(0) ? 0 : shape.Aggregate((long)SafetensorsTypes.BytesOf(type), (bytes, size) => checked(bytes * size));
        }
        catch (OverflowException exception)
        {
            throw new InvalidDataException(
                $"The shape [{string.Join(", ", shape)}] of tensor '{name}' has more bytes than a 64-bit number can count.", exception);
        }
    }
}
