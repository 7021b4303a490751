using AutoScale.Problems.Idx;

namespace AutoScale.Problems.Tests.Idx;

public sealed class IdxReaderTests
{
    private static readonly byte[] _twoByThree = TinyDigits.IdxFile([2, 3], [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Read_PlainFile_GivesShapeAndValues()
    {
        IdxArray array = Read(_twoByThree, 2);

        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], array.Values);
    }

    [Fact]
    public void Read_PackedFile_GivesTheSame()
    {
        byte[] values = new byte[300_000]; // more than one step of the growing buffer
        new Random(1).NextBytes(values);
        byte[] file = TinyDigits.IdxFile([300, 1000], values);

        Assert.Equal(values, Read(file, 2).Values);
        Assert.Equal(values, Read(TinyDigits.Pack(file), 2).Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(17)]
    public void Read_TruncatedFile_SaysSo(int length)
    {
        IdxException error = Assert.Throws<IdxException>(() => Read(_twoByThree[..length], 2));

        Assert.Contains("the file is truncated", error.Message, StringComparison.Ordinal);
        Assert.Contains($"got {(length < 12 ? length : length - 12)}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TruncatedPackedFile_SaysSo()
    {
        byte[] packed = TinyDigits.Pack(TinyDigits.IdxFile([1000], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))]));

        foreach (int length in (int[])[2, 10, packed.Length / 2, packed.Length - 9])
        {
            Assert.Throws<IdxException>(() => Read(packed[..length], 1));
        }
    }

    [Fact]
    public void Read_DamagedPackedFile_SaysSo()
    {
        byte[] packed = TinyDigits.Pack(TinyDigits.IdxFile([1000], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))]));
        packed[packed.Length / 2] ^= 0x55;

        Assert.Throws<IdxException>(() => Read(packed, 1));
    }

    [Theory]
    [InlineData(8)] // checksum and length gone
    [InlineData(5)]
    [InlineData(1)] // the last byte of the length gone
    public void Read_PackedFileWithoutItsEnd_SaysWhichFileAndWhatToDo(int missing)
    {
        byte[] packed = TinyDigits.Pack(_twoByThree);

        Assert.Equal("the file is not a whole gzip file. Download it again.", Assert.Throws<IdxException>(() => Read(packed[..^missing], 2)).Message);
    }

    [Theory]
    [InlineData(8)] // the first byte of the checksum
    [InlineData(4)] // the first byte of the length
    public void Read_PackedFileWithAWrongChecksumOrLength_SaysWhichFileAndWhatToDo(int fromEnd)
    {
        byte[] packed = TinyDigits.Pack(_twoByThree);
        packed[^fromEnd] ^= 0x55;

        Assert.Equal("the file is not a whole gzip file. Download it again.", Assert.Throws<IdxException>(() => Read(packed, 2)).Message);
    }

    [Fact]
    public void Read_WebPageInsteadOfTheFile_SaysWhichFileAndWhatToDo() => Assert.Equal(
        "the file is not an idx file of bytes with 3 dimension(s): expected it to begin with 00-00-08-03, got 3C-21-44-4F. "
        + "Images begin with 00-00-08-03, labels with 00-00-08-01. Download it again, or put the right file there.",
        Assert.Throws<IdxException>(() => Read("<!DOCTYPE html><html>404 Not Found</html>"u8.ToArray(), 3)).Message);

    [Fact]
    public void Read_TrailingBytes_SaysSo()
    {
        IdxException error = Assert.Throws<IdxException>(() => Read([.. _twoByThree, 7], 2));

        Assert.Contains("goes on after the 6 bytes its header [2, 3] announces", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 13)] // another element type
    [InlineData(3, 3)] // another number of dimensions
    [InlineData(0, 0x50)] // not an idx file at all
    public void Read_WrongMagic_ShowsBoth(int at, byte value)
    {
        byte[] file = [.. _twoByThree];
        file[at] = value;

        IdxException error = Assert.Throws<IdxException>(() => Read(file, 2));

        Assert.Contains("begin with 00-00-08-02, got " + BitConverter.ToString(file, 0, 4), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "4294967295")] // Sizes have no sign in the file.
    public void Read_SizeOutOfRange_SaysSo(int size, string shown)
    {
        byte[] file = TinyDigits.IdxFile([2, size], []);

        Assert.Contains($"dimension 1 the size {shown}; a size is 1 to 2147483647", Assert.Throws<IdxException>(() => Read(file, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HeaderOfTerabytes_FailsWithoutAllocatingThem()
    {
        byte[] tooMuch = TinyDigits.IdxFile([int.MaxValue, int.MaxValue, 9], [1, 2]);
        byte[] much = TinyDigits.IdxFile([2_000_000_000], [1, 2]);

        Assert.Contains("more than one array can hold", Assert.Throws<IdxException>(() => Read(tooMuch, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("announces 2000000000 bytes, got 2", Assert.Throws<IdxException>(() => Read(much, 1)).Message, StringComparison.Ordinal);
    }

    private static IdxArray Read(byte[] file, int dimensions) => IdxReader.Read(new MemoryStream(file), "the file", dimensions);
}
