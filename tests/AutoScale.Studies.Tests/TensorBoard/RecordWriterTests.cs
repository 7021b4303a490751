using AutoScale.Studies.TensorBoard;

namespace AutoScale.Studies.Tests.TensorBoard;

public sealed class RecordWriterTests
{
    [Fact]
    public void MaskedChecksum_PublishedCheckValue_IsItsRotationPlusTheConstant()
    {
        // CRC-32C of "123456789" is E3069283 in every catalogue. Rotated right by 15 bits that is 2507C60D; plus A282EAD8, C78AB0E5.
        Assert.Equal(0xC78AB0E5u, RecordWriter.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public void Write_NineBytes_AreTheBytesOfTheDefinition()
    {
        using MemoryStream stream = new();

        new RecordWriter(stream).Write("123456789"u8);

        byte[] record = stream.ToArray();
        Assert.Equal("0900000000000000", Convert.ToHexString(record[..8])); // the length, lowest byte first
        Assert.Equal(RecordWriter.MaskedChecksum(record.AsSpan(0, 8)), BitConverter.ToUInt32(record, 8));
        Assert.Equal("313233343536373839" + "E5B08AC7", Convert.ToHexString(record[12..]));
    }

    [Fact]
    public void Write_SeveralRecords_IsOneWriteEach()
    {
        using CountingStream stream = new();
        RecordWriter writer = new(stream);

        writer.Write([]);
        writer.Write(new byte[100]);

        Assert.Equal([16, 116], stream.Writes);
    }

    private sealed class CountingStream : MemoryStream
    {
        public List<int> Writes { get; } = [];

        public override void Write(byte[] buffer, int offset, int count) => Writes.Add(count);

        public override void Write(ReadOnlySpan<byte> buffer) => Writes.Add(buffer.Length);
    }
}
