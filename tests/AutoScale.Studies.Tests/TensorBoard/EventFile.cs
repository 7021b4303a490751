using System.Buffers.Binary;
using System.Text;

using AutoScale.Runs;

namespace AutoScale.Studies.Tests.TensorBoard;

/// <summary>Reads an event file back as TensorBoard does: every checksum, every field; a last record that is not whole is left out.</summary>
internal static class EventFile
{
    private const uint Polynomial = 0x82F63B78; // Castagnoli, reflected

    /// <summary>The events of a file as text: "step 3: loss/depth = 0.5".</summary>
    public static List<string> Read(byte[] file)
    {
        List<string> events = [];
        for (int at = 0; at + 12 <= file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at)));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            if (at + 16 + length > file.Length)
            {
                return events;
            }

            byte[] content = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(content), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            Describe(content, events);
            at += 16 + length;
        }

        return events;
    }

    /// <summary>The events of all files of a folder, in the order of their names.</summary>
    public static List<string> ReadFolder(string run) =>
        [.. Directory.GetFiles(Path.Combine(run, RunFileNames.TensorBoard)).Order(StringComparer.Ordinal).SelectMany(file => Read(File.ReadAllBytes(file)))];

    private static void Describe(byte[] content, List<string> events)
    {
        Dictionary<int, object> fields = Fields(content).ToDictionary(field => field.Number, field => field.Value);
        long step = (long)fields[2];
        if (fields.TryGetValue(3, out object? version))
        {
            events.Add($"version {Encoding.UTF8.GetString((byte[])version)}");
        }
        else if (fields.TryGetValue(7, out object? session))
        {
            events.Add($"step {step}: session {Fields((byte[])session).Single()}");
        }
        else
        {
            events.AddRange(Fields((byte[])fields[5]).Select(value => $"step {step}: {DescribeValue((byte[])value.Value)}"));
        }
    }

    private static string DescribeValue(byte[] value)
    {
        Dictionary<int, object> fields = Fields(value).ToDictionary(field => field.Number, field => field.Value);
        string tag = Encoding.UTF8.GetString((byte[])fields[1]);
        return fields.TryGetValue(2, out object? number)
            ? FormattableString.Invariant($"{tag} = {number}")
            : $"{tag}: {Encoding.UTF8.GetString((byte[])Fields((byte[])fields[8]).Single(field => field.Number == 8).Value)}";
    }

    private static List<(int Number, object Value)> Fields(byte[] message)
    {
        List<(int, object)> fields = [];
        for (int at = 0; at < message.Length;)
        {
            long key = Varint(message, ref at);
            int number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add((number, Varint(message, ref at)));
                    break;
                case 1:
                    fields.Add((number, BitConverter.ToDouble(message, at)));
                    at += 8;
                    break;
                case 5:
                    fields.Add((number, BitConverter.ToSingle(message, at)));
                    at += 4;
                    break;
                default:
                    Assert.Equal(2, key & 7);
                    int length = (int)Varint(message, ref at);
                    fields.Add((number, message[at..(at + length)]));
                    at += length;
                    break;
            }
        }

        return fields;
    }

    private static long Varint(byte[] message, ref int at)
    {
        long value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    /// <summary>The checksum bit by bit, by its definition.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum >> 1) ^ ((checksum & 1) * Polynomial);
            }
        }

        checksum = ~checksum;
        return ((checksum >> 15) | (checksum << 17)) + 0xA282EAD8;
    }
}
