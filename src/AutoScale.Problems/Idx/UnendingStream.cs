namespace AutoScale.Problems.Idx;

/// <summary>A stream that goes on for ever after its end, with bytes of ones.</summary>
/// <remarks>
/// <see cref="System.IO.Compression.GZipStream"/> takes a file that breaks off for one that ends, and checks no checksum then. With something after the end it
/// has to come upon the checksum and the length, and the last byte of a length is never all ones in a file below 4 GB.
/// </remarks>
/// <param name="inner">The stream; left open.</param>
internal sealed class UnendingStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int got = inner.Read(buffer);
        if (got > 0)
        {
            return got;
        }

        buffer.Fill(byte.MaxValue);
        return buffer.Length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
