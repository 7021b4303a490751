using AutoScale.Studies.TensorBoard;

namespace AutoScale.Studies.Tests.TensorBoard;

public sealed class EventWriterTests : IDisposable
{
    private const int Header = 12; // of a record: length and checksum
    private const int Footer = 4;

    private readonly MemoryStream _stream = new();

    public void Dispose() => _stream.Dispose();

    [Fact]
    public void EventWriter_FirstStepThree_BeginsWithVersionAndStart()
    {
        _ = new EventWriter(_stream, new FixedTime(), 3);

        // Field 1, double 1.5; field 2, step; field 3, the version of 13 letters.
        const string Version = "09" + "000000000000F83F" + "10" + "00" + "1A" + "0D" + "627261696E2E4576656E743A32";
        // Field 7, a session log of two bytes: field 1 is START, 1.
        const string Start = "09" + "000000000000F83F" + "10" + "03" + "3A" + "02" + "0801";
        Assert.Equal([Version, Start], Records());
    }

    [Fact]
    public void WriteScalars_OneCurve_IsTheBytesOfTheDefinition()
    {
        EventWriter writer = new(_stream, new FixedTime(), 1);

        writer.WriteScalars(300, [("a/b", 0.5)]);

        // Step 300 is AC 02 as a varint. Field 5, a summary of 12 bytes; in it field 1, a value of 10: field 1, tag; field 2, float 0.5.
        Assert.Equal("09" + "000000000000F83F" + "10" + "AC02" + "2A" + "0C" + "0A" + "0A" + "0A" + "03" + "612F62" + "15" + "0000003F", Records()[2]);
    }

    [Fact]
    public void WriteScalars_ValuesThatNoFloatHolds_AreLeftOut()
    {
        EventWriter writer = new(_stream, new FixedTime(), 1);

        writer.WriteScalars(2, [("a", double.NaN), ("b", double.PositiveInfinity), ("c", 1e300), ("d", -2)]);

        Assert.Equal(["step 2: d = -2"], EventFile.Read(_stream.ToArray())[2..]);
    }

    [Fact]
    public void WriteText_Markdown_IsAStringTensorOfTheTextPlugin()
    {
        EventWriter writer = new(_stream, new FixedTime(), 1);

        writer.WriteText(1, "t", "ü");

        // A value of 26 bytes: the tag; field 8, a tensor (type 7, string; shape of one dimension of size 1; the text); field 9, plugin_data of the plugin "text".
        const string Tensor = "42" + "0C" + "0807" + "12" + "04" + "1202" + "0801" + "42" + "02" + "C3BC";
        const string Metadata = "4A" + "08" + "0A" + "06" + "0A" + "04" + "74657874";
        Assert.Equal("09" + "000000000000F83F" + "1001" + "2A" + "1D" + "0A" + "1B" + "0A" + "01" + "74" + Tensor + Metadata, Records()[2]);
    }

    [Fact]
    public void Read_CutAnywhere_IsAPrefix()
    {
        EventWriter writer = new(_stream, new FixedTime(), 1);
        for (int step = 1; step <= 3; step++)
        {
            writer.WriteScalars(step, [("loss", step)]);
        }

        byte[] file = _stream.ToArray();
        List<string> whole = EventFile.Read(file);
        Assert.Equal(5, whole.Count);
        for (int length = 0; length < file.Length; length++)
        {
            List<string> cut = EventFile.Read(file[..length]);
            Assert.Equal(whole[..cut.Count], cut);
        }
    }

    private string[] Records()
    {
        List<string> records = [];
        byte[] file = _stream.ToArray();
        for (int at = 0; at < file.Length;)
        {
            int length = (int)BitConverter.ToUInt64(file, at);
            records.Add(Convert.ToHexString(file, at + Header, length));
            at += Header + length + Footer;
        }

        return [.. records];
    }
}
