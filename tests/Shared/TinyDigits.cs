using System.Buffers.Binary;
using System.IO.Compression;

namespace AutoScale.Tests.Shared;

/// <summary>Writes small data sets in MNIST's layout: image i has label i % 10 and the grey value 10·(label + 1) on a square of its own.</summary>
internal static class TinyDigits
{
    public const int Side = 28;

    public static void Write(string folder, int train = 60, int test = 20, int side = Side)
    {
        File.WriteAllBytes(Path.Combine(folder, "train-images-idx3-ubyte.gz"), Pack(Images(train, side)));
        File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte.gz"), Pack(Labels(train)));
        File.WriteAllBytes(Path.Combine(folder, "t10k-images.idx3-ubyte"), Images(test, side));
        File.WriteAllBytes(Path.Combine(folder, "t10k-labels.idx1-ubyte"), Labels(test));
    }

    /// <summary>An idx file: header for bytes of these sizes, then the values.</summary>
    public static byte[] IdxFile(ReadOnlySpan<int> shape, byte[] values)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + values.Length];
        file[2] = 8;
        file[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        }

        values.CopyTo(file, 4 + (4 * shape.Length));
        return file;
    }

    public static byte[] Pack(byte[] file)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(file);
        }

        return packed.ToArray();
    }

    /// <summary>Grey value of pixel (row, column) of image i.</summary>
    public static byte Pixel(int image, int row, int column)
    {
        int label = image % 10;
        int top = 2 + (2 * (label % 5));
        int left = label < 5 ? 3 : 14;
        return row >= top && row < top + 9 && column >= left && column < left + 9 ? (byte)(10 * (label + 1)) : (byte)0;
    }

    private static byte[] Images(int count, int side)
    {
        byte[] values = new byte[count * side * side];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Pixel(i / (side * side), i / side % side, i % side);
        }

        return IdxFile([count, side, side], values);
    }

    private static byte[] Labels(int count) => IdxFile([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
}
