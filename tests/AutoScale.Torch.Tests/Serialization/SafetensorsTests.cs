using System.Buffers.Binary;
using System.Text;

namespace AutoScale.Torch.Tests.Serialization;

public class SafetensorsTests
{
    [Fact]
    public void Read_FileWrittenByHand_GivesItsTensorsAndTexts()
    {
        const string Json = """{"__metadata__":{"by":"hand"},"m":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"n":"""
            + """{"dtype":"I64","shape":[],"data_offsets":[16,24]}}""";
        byte[] file =
        [
            0x90, 0, 0, 0, 0, 0, 0, 0, // 144 bytes of header, little-endian
            .. Encoding.ASCII.GetBytes(Json.PadRight(144)),
            0x00, 0x00, 0x80, 0x3F, // 1.0
            0x00, 0x00, 0x00, 0xC0, // -2.0
            0x00, 0x00, 0x00, 0x3F, // 0.5
            0x00, 0x00, 0x80, 0x7F, // infinity
            0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, // -2
        ];

        using TensorScope scope = new();
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(new MemoryStream(file));

        Assert.Equal([2, 2], tensors["m"].Shape);
        Assert.Equal([1f, -2f, 0.5f, float.PositiveInfinity], tensors["m"].ToArray<float>());
        Assert.Empty(tensors["n"].Shape);
        Assert.Equal([-2L], tensors["n"].ToArray<long>());
        Assert.Equal("hand", Assert.Single(metadata).Value);
        Assert.Equal(2, tensors.Count);
    }

    [Fact]
    public void Write_OneTensor_GivesTheBytesOfTheDefinition()
    {
        using TensorScope scope = new();
        using MemoryStream stream = new();

        Safetensors.Write(stream, new Dictionary<string, Tensor> { ["w"] = Tensor.From([1f, -2f], 2, 1) });

        string json = """{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}""";
        int padded = (json.Length + 7) / 8 * 8;
        byte[] expected =
        [
            (byte)padded, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.ASCII.GetBytes(json.PadRight(padded)),
            0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x00, 0xC0,
        ];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void Read_WhatWasWritten_GivesBackEveryTypeAndText()
    {
        using TensorScope scope = new();
        Torch.Seed(3);
        Dictionary<string, Tensor> tensors = [];
        foreach (ScalarType type in Enum.GetValues<ScalarType>())
        {
            tensors[$"{type}.matrix"] = Tensor.RandomNormal([3, 5]).Multiply(10).Abs().To(type);
            tensors[$"{type}.scalar"] = Tensor.Scalar(1).To(type);
            tensors[$"{type}.empty"] = Tensor.Zeros([0, 7], type);
        }

        Dictionary<string, string> metadata = new() { ["json"] = """{"a": "ü\n"}""", ["empty"] = "" };

        (Dictionary<string, Tensor> read, Dictionary<string, string> texts) = RoundTrip(tensors, metadata);

        Assert.Equal(metadata, texts);
        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach ((string name, Tensor expected) in tensors)
        {
            Assert.Equal(expected.ScalarType, read[name].ScalarType);
            Assert.Equal(expected.Shape, read[name].Shape);
            Assert.Equal(expected.To(ScalarType.Float64).ToArray<double>(), read[name].To(ScalarType.Float64).ToArray<double>());
        }
    }

    [Fact]
    public void Read_NonFiniteValues_KeepsTheirBits()
    {
        using TensorScope scope = new();
        double[] values = [double.NaN, double.NegativeInfinity, -0.0, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF8000000000123)];

        (Dictionary<string, Tensor> read, _) = RoundTrip(new() { ["x"] = Tensor.From(values, values.Length) });

        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read["x"].ToArray<double>().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Write_TransposedParameter_WritesItRowByRow()
    {
        using TensorScope scope = new();
        Tensor value = Tensor.From([1f, 2f, 3f, 4f, 5f, 6f], 2, 3);
        value.RequiresGradient = true;

        (Dictionary<string, Tensor> read, _) = RoundTrip(new() { ["t"] = value.Transpose(0, 1) });

        Assert.Equal([3, 2], read["t"].Shape);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], read["t"].ToArray<float>());
    }

    [Fact]
    public void Write_SameTensorsInAnotherOrder_GivesTheSameBytes()
    {
        using TensorScope scope = new();
        (string, Tensor)[] tensors = [("b", Tensor.Ones([2])), ("a", Tensor.Zeros([3])), ("c", Tensor.Arange(4))];
        using MemoryStream forward = new();
        using MemoryStream backward = new();

        Safetensors.Write(forward, tensors.ToDictionary());
        Safetensors.Write(backward, tensors.Reverse().ToDictionary());

        Assert.Equal(forward.ToArray(), backward.ToArray());
    }

    [Fact]
    public void Read_TensorLargerThanOneChunk_IsWhole()
    {
        using TensorScope scope = new();
        const long Count = (5L << 20) + 3; // 40 MiB and a bit of int64: three chunks

        (Dictionary<string, Tensor> read, _) = RoundTrip(new() { ["x"] = Tensor.Arange(Count) });

        Assert.True(read["x"].Equal(Tensor.Arange(Count)).All());
    }

    [Fact]
    public void Read_NothingButAnEmptyHeader_GivesNoTensors()
    {
        (Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) = Safetensors.Read(new MemoryStream(File("{}")));

        Assert.Empty(tensors);
        Assert.Empty(metadata);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_FileCutAnywhere_SaysSoAndLeaksNothing(bool canSeek)
    {
        using TensorScope scope = new();
        byte[] file = ValidFile();
        long live = LiveTensors.CountAfterCollection();
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(canSeek ? new MemoryStream(cut) : new ForwardOnlyStream(cut)));
        }

        Assert.Equal(live, Torch.LiveTensorCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_FileThatGoesOn_SaysSo(bool canSeek)
    {
        byte[] longer = [.. ValidFile(), 0];

        Assert.Throws<InvalidDataException>(() => Safetensors.Read(canSeek ? new MemoryStream(longer) : new ForwardOnlyStream(longer)));
    }

    [Fact]
    public void Read_StreamWithoutLength_ReadsTheSame()
    {
        using TensorScope scope = new();

        (Dictionary<string, Tensor> tensors, _) = Safetensors.Read(new ForwardOnlyStream(ValidFile()));

        Assert.Equal([1f, 2f], tensors["a"].ToArray<float>());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(100_000_001)]
    [InlineData(1000)]
    public void Read_HeaderLongerThanTheFile_SaysHowLongItClaims(ulong length)
    {
        byte[] file = ValidFile();
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(file)));

        Assert.Contains($"claims {length} bytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BoolOfTwo_SaysSo()
    {
        byte[] file = File("""{"mask":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", 1, 2);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Safetensors.Read(new MemoryStream(file)));

        Assert.Contains("'mask' is BOOL", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RandomlyDamagedFile_NeverFailsInAnotherWay()
    {
        Random random = new(11);
        byte[] valid = ValidFile();
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = [.. valid];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            using TensorScope scope = new();
            Exception? exception = Record.Exception(() => Safetensors.Read(new MemoryStream(damaged)));
            Assert.True(exception is null or InvalidDataException, exception?.ToString());
        }
    }

    private static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) RoundTrip(
        Dictionary<string, Tensor> tensors, Dictionary<string, string>? metadata = null)
    {
        using MemoryStream stream = new();
        Safetensors.Write(stream, tensors, metadata);
        stream.Position = 0;
        return Safetensors.Read(stream);
    }

    private static byte[] ValidFile()
    {
        using TensorScope scope = new();
        using MemoryStream stream = new();
        Dictionary<string, Tensor> tensors = new() { ["a"] = Tensor.From([1f, 2f], 2), ["b"] = Tensor.Arange(2) };
        Safetensors.Write(stream, tensors, new Dictionary<string, string> { ["k"] = "v" });
        return stream.ToArray();
    }

    private static byte[] File(string json, params byte[] data)
    {
        byte[] file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        Encoding.ASCII.GetBytes(json, file.AsSpan(8));
        data.CopyTo(file, 8 + json.Length);
        return file;
    }

    /// <summary>A network or a pipe: no length, no position, a few bytes at a time.</summary>
    private sealed class ForwardOnlyStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 3)]);
    }
}
