namespace AutoScale.Torch;

/// <summary>The element types of the safetensors format that the engine also has, and their widths.</summary>
internal static class SafetensorsTypes
{
    private static readonly (string Code, ScalarType Type, int Bytes)[] All =
    [
        ("BOOL", ScalarType.Bool, 1),
        ("U8", ScalarType.UInt8, 1),
        ("I8", ScalarType.Int8, 1),
        ("I16", ScalarType.Int16, 2),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I32", ScalarType.Int32, 4),
        ("F32", ScalarType.Float32, 4),
        ("I64", ScalarType.Int64, 8),
        ("F64", ScalarType.Float64, 8),
    ];

    /// <summary>The codes that can be read and written, for messages.</summary>
    public static string Codes => string.Join(", ", All.Select(known => known.Code));

    /// <summary>The format's code of an element type.</summary>
    public static string CodeOf(ScalarType type) => Find(type).Code;

    /// <summary>Bytes per element.</summary>
    public static int BytesOf(ScalarType type) => Find(type).Bytes;

    /// <summary>Finds the element type of a code.</summary>
    public static bool TryParse(string? code, out ScalarType type)
    {
        foreach ((string Code, ScalarType Type, int Bytes) known in All)
        {
            if (known.Code == code)
            {
                type = known.Type;
                return true;
            }
        }

        type = default;
        return false;
    }

    private static (string Code, ScalarType Type, int Bytes) Find(ScalarType type)
    {
        foreach ((string Code, ScalarType Type, int Bytes) known in All)
        {
            if (known.Type == type)
            {
                return known;
            }
        }

        throw new NotSupportedException($"A safetensors file cannot hold elements of type {type}. Convert to one of: {Codes}.");
    }
}
