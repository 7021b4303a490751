using System.Buffers.Binary;
using System.Text;

namespace AutoScale.Torch.Tests.Serialization;

public class SafetensorsHeaderTests
{
    [Fact]
    public void Parse_OneTensorWrittenByHand_ReadsEveryField()
    {
        SafetensorsHeader header = Parse(
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}   """);

        SafetensorsEntry entry = Assert.Single(header.Entries);
        Assert.Equal("w", entry.Name);
        Assert.Equal(ScalarType.Float32, entry.ScalarType);
        Assert.Equal([2, 3], entry.Shape);
        Assert.Equal((0, 24), (entry.Begin, entry.End));
        Assert.Equal("pt", header.Metadata["format"]);
        Assert.Equal(24, header.DataBytes);
    }

    [Fact]
    public void Parse_EntriesInAnyOrder_SortsThemByPosition()
    {
        SafetensorsHeader header = Parse(
            """
            {"b":{"dtype":"U8","shape":[3],"data_offsets":[4,7]},
             "empty":{"dtype":"F64","shape":[0,9],"data_offsets":[4,4]},
             "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}
            """);

        Assert.Equal(["a", "empty", "b"], header.Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" {}")]
    [InlineData("[]")]
    public void Parse_NotAnObjectFromTheFirstByte_SaysSo(string text) => AssertInvalid(text, "must begin with '{'");

    [Theory]
    [InlineData("{")]
    [InlineData("{}x")]
    [InlineData("{} {}")]
    public void Parse_BrokenJson_SaysSo(string text) => AssertInvalid(text, "not valid JSON");

    [Theory]
    [InlineData("""{"w":{"dtype":"F33","shape":[1],"data_offsets":[0,4]}}""", "unknown dtype 'F33'")]
    [InlineData("""{"w":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", "unknown dtype '7'")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1]}}""", "exactly the fields")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}""", "exactly the fields")]
    [InlineData("""{"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "'dtype' stands twice")]
    [InlineData("""{"w":[]}""", "Expected a JSON object for tensor 'w'")]
    [InlineData("""{"w":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "shape of tensor 'w' must be an array")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "whole numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "whole numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", "whole numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775808]}}""", "whole numbers")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "begin <= end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "begin <= end")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "needs 8 bytes")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}""", "64-bit")]
    [InlineData("""{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}}""", "overlap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}}""", "a gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "twice")]
    [InlineData("""{"__metadata__":{"n":1}}""", "texts only")]
    [InlineData("""{"__metadata__":"pt"}""", "Expected a JSON object for '__metadata__'")]
    public void Parse_BrokenRule_NamesIt(string text, string expected) => AssertInvalid(text, expected);

    [Fact]
    public void Parse_InvalidUtf8_SaysSo()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("""{"__metadata__":{"k":"?"}}""");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xFF;

        Assert.Throws<InvalidDataException>(() => SafetensorsHeader.Parse(bytes));
    }

    [Fact]
    public void Format_TwoTensors_IsTheDefinitionByteForByte()
    {
        SafetensorsHeader header = SafetensorsHeader.Lay(
            [("mask", ScalarType.Bool, [2]), ("a", ScalarType.Float64, [])],
            new Dictionary<string, string> { ["note"] = "é" });

        byte[] bytes = header.Format();

        string json = """{"__metadata__":{"note":"é"},"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"mask":"""
            + """{"dtype":"BOOL","shape":[2],"data_offsets":[8,10]}}""";
        Assert.Equal(json, Encoding.UTF8.GetString(bytes.AsSpan(8)).TrimEnd(' '));
        Assert.Equal(bytes.Length - 8, BinaryPrimitives.ReadInt64LittleEndian(bytes));
        Assert.Equal(0, bytes.Length % 8);
    }

    [Fact]
    public void Lay_MixedWidths_StartsEveryTensorAtAMultipleOfItsWidthWhateverTheOrderGiven()
    {
        (string, ScalarType, long[])[] tensors =
        [
            ("flags", ScalarType.Bool, [3]), ("half", ScalarType.BFloat16, [5]), ("z", ScalarType.Float32, [1]),
            ("b", ScalarType.Int64, [1]), ("a", ScalarType.Float64, [3]), ("none", ScalarType.Int32, [0, 4]),
        ];

        SafetensorsHeader header = SafetensorsHeader.Lay(tensors, null);

        Assert.Equal(["a", "b", "none", "z", "half", "flags"], header.Entries.Select(entry => entry.Name));
        Assert.All(header.Entries, entry => Assert.Equal(0, entry.Begin % SafetensorsTypes.BytesOf(entry.ScalarType)));
        Assert.Equal(header.Format(), SafetensorsHeader.Lay(tensors.Reverse(), null).Format());
    }

    [Fact]
    public void Parse_WhatWasFormatted_GivesTheSameHeaderForRandomOnes()
    {
        Random random = new(7);
        ScalarType[] types = Enum.GetValues<ScalarType>();
        for (int round = 0; round < 100; round++)
        {
            (string, ScalarType, long[])[] tensors = [.. Enumerable.Range(0, random.Next(6)).Select(index =>
                ($"layer.{index}.\"weight\" \\ ü", types[random.Next(types.Length)], RandomShape(random)))];
            SafetensorsHeader header = SafetensorsHeader.Lay(tensors, new Dictionary<string, string> { ["json"] = "{\"a\": [1]}\n" });

            SafetensorsHeader again = SafetensorsHeader.Parse(header.Format().AsMemory(SafetensorsHeader.LengthBytes));

            Assert.Equal(header.Metadata, again.Metadata);
            Assert.Equivalent(header.Entries, again.Entries, strict: true);
        }
    }

    [Fact]
    public void Lay_ReservedName_Throws() =>
        Assert.Throws<ArgumentException>(() => SafetensorsHeader.Lay([("__metadata__", ScalarType.Bool, [])], null));

    private static long[] RandomShape(Random random) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(4))];

    private static SafetensorsHeader Parse(string text) => SafetensorsHeader.Parse(Encoding.UTF8.GetBytes(text));

    private static void AssertInvalid(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Parse(text)).Message, StringComparison.Ordinal);
}
