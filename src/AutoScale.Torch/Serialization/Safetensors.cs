using System.Buffers.Binary;

namespace AutoScale.Torch;

/// <summary>Reads and writes tensors by name in the safetensors format, which most frameworks read.</summary>
/// <remarks>
/// Tensors stream straight between the engine's memory and the stream: no second copy of the data is made for tensors on the CPU, and
/// one tensor's worth for others. The same tensors always give the same bytes.
/// Source: the format's definition, https://github.com/huggingface/safetensors#format.
/// </remarks>
public static class Safetensors
{
    private const int ChunkBytes = 1 << 24;

    /// <summary>Writes tensors and texts.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="tensors">The tensors by name, of any device; they are laid out by element width and name.</param>
    /// <param name="metadata">Free texts to keep with them; null for none.</param>
    /// <exception cref="ArgumentException">A tensor is called "__metadata__", which the format reserves.</exception>
    /// <exception cref="NotSupportedException">A tensor's element type has no place in the format.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(
        Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorsHeader header = SafetensorsHeader.Lay(
            tensors.Select(pair => (pair.Key, pair.Value.ScalarType, pair.Value.Shape)), metadata);
        stream.Write(header.Format());
        using NoGradient pause = Autograd.NoGradient();
        foreach (SafetensorsEntry entry in header.Entries)
        {
            using TensorScope scope = new();
            Tensor value = tensors[entry.Name].To(Device.Cpu).Contiguous();
            value.ForEachPart(entry.End - entry.Begin, ChunkBytes, bytes => stream.Write(bytes));
        }
    }

    /// <summary>Reads a whole file, checking every rule of the format.</summary>
    /// <param name="stream">The file, from its first byte to its last.</param>
    /// <returns>The tensors by name, on the CPU and owned by the current <see cref="TensorScope"/>, and the texts.</returns>
    /// <exception cref="InvalidDataException">The file is truncated, too long, or breaks a rule of the format.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsHeader header = ReadHeader(stream);
        Dictionary<string, Tensor> tensors = [];
        try
        {
            foreach (SafetensorsEntry entry in header.Entries)
            {
                Tensor value = Tensor.Empty(entry.Shape, entry.ScalarType);
                tensors.Add(entry.Name, value);
                value.ForEachPart(entry.End - entry.Begin, ChunkBytes, bytes => ReadChunk(stream, bytes, entry));
            }

            if (stream.ReadByte() >= 0)
            {
                throw new InvalidDataException(
                    $"The safetensors file goes on after its last tensor; expected {header.DataBytes} bytes of data.");
            }
        }
        catch
        {
            foreach (Tensor value in tensors.Values)
            {
                value.Dispose();
            }

            throw;
        }

        return (tensors, header.Metadata);
    }

    private static SafetensorsHeader ReadHeader(Stream stream)
    {
        long? remaining = stream.CanSeek ? stream.Length - stream.Position : null;
        byte[] length = new byte[SafetensorsHeader.LengthBytes];
        if (stream.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
        {
            throw new InvalidDataException("The safetensors file is shorter than the 8 bytes of its header's length.");
        }

        ulong count = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (count > SafetensorsHeader.MaximumBytes || (remaining is long left && count > (ulong)(left - length.Length)))
        {
            throw new InvalidDataException(
                $"The safetensors header claims {count} bytes, more than the file has or the format's {SafetensorsHeader.MaximumBytes}. "
                + "The file is truncated or not a safetensors file.");
        }

        byte[] text = new byte[count];
        if (stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length)
        {
            throw new InvalidDataException($"The safetensors file ends inside its header of {count} bytes.");
        }

        SafetensorsHeader header = SafetensorsHeader.Parse(text);
        if (remaining is long total && total - length.Length - text.Length != header.DataBytes)
        {
            throw new InvalidDataException(
                $"The safetensors header describes {header.DataBytes} bytes of data, "
                + $"but the file has {total - length.Length - text.Length}.");
        }

        return header;
    }

    private static void ReadChunk(Stream stream, Span<byte> bytes, SafetensorsEntry entry)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException($"The safetensors file ends inside tensor '{entry.Name}'.");
        }

        if (entry.ScalarType == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
        {
            throw new InvalidDataException($"Tensor '{entry.Name}' is BOOL but holds a byte other than 0 and 1.");
        }
    }
}
