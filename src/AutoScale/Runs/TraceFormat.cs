using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>Trace lines as text and back: JSON Lines, one object a line, every double written so that it reads back as itself.</summary>
/// <remarks>docs/trace-format.md defines the format. Unknown keys and guards are ignored on reading, so a newer writer's do no harm.</remarks>
public static class TraceFormat
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a header as one line of text.</summary>
    /// <param name="header">The header.</param>
    /// <returns>A JSON object without a line break.</returns>
    public static string FormatHeader(TraceHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return Write(json =>
        {
            json.WriteNumber("trace", header.Version);
            if (header.Tasks.Count > 0)
            {
                json.WriteStartArray("tasks");
                foreach (string task in header.Tasks)
                {
                    json.WriteStringValue(task);
                }

                json.WriteEndArray();
            }

            json.WriteNumber("iterations", header.TotalIterations);
            if (header.Method is string method)
            {
                json.WriteString("method", method);
            }
        });
    }

    /// <summary>Writes a record as one line of text.</summary>
    /// <remarks>Norms are written only where there is no Gramian, and a certificate only where it says more than "exact".</remarks>
    /// <param name="record">The record. Its numbers are finite.</param>
    /// <returns>A JSON object without a line break.</returns>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static string FormatLine(TraceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Write(json =>
        {
            json.WriteNumber("iteration", record.Iteration);
            json.WriteString("phase", record.Phase);
            WriteNumbers(json, "losses", record.Losses);
            if (record.Gramian is Gramian gramian)
            {
                json.WriteStartArray("gramian");
                for (int task = 0; task < gramian.TaskCount; task++)
                {
                    WriteNumbers(json, null, gramian.Entries.Slice(task * gramian.TaskCount, gramian.TaskCount));
                }

                json.WriteEndArray();
            }
            else if (record.GradientNorms is double[] norms)
            {
                WriteNumbers(json, "norms", norms);
            }

            if (record.Weights.Length > 0)
            {
                WriteNumbers(json, "weights", record.Weights);
            }

            if (record.Certificate != Certificate.Exact)
            {
                WriteCertificate(json, record.Certificate);
            }
        });
    }

    /// <summary>Whether a line is a header: a JSON object without losses.</summary>
    /// <param name="text">One line.</param>
    /// <param name="lineNumber">Its number from 1, for messages.</param>
    /// <returns>True for a header, false for a record.</returns>
    /// <exception cref="FormatException">The line is not a JSON object; the message names it.</exception>
    public static bool IsHeader(string text, int lineNumber)
    {
        using TraceLine line = TraceLine.Parse(text, lineNumber);
        return !line.Has("losses") && !line.Has("iteration");
    }

    /// <summary>Reads a header.</summary>
    /// <param name="text">One line.</param>
    /// <param name="lineNumber">Its number from 1, for messages.</param>
    /// <returns>The header.</returns>
    /// <exception cref="FormatException">The line is not a header, or of a newer format; the message names the line.</exception>
    public static TraceHeader ParseHeader(string text, int lineNumber)
    {
        using TraceLine line = TraceLine.Parse(text, lineNumber);
        int version = line.WholeNumber("trace", 1) ?? TraceHeader.CurrentVersion;
        if (version > TraceHeader.CurrentVersion)
        {
            throw line.Error($"the trace has format version {version}, and this program reads up to {TraceHeader.CurrentVersion}: use a newer one");
        }

        return new TraceHeader
        {
            Version = version,
            Tasks = line.Names("tasks"),
            TotalIterations = line.WholeNumber("iterations", 0) ?? 0,
            Method = line.Text("method"),
        };
    }

    /// <summary>Reads a record.</summary>
    /// <param name="text">One line.</param>
    /// <param name="lineNumber">Its number from 1, for messages.</param>
    /// <returns>The record.</returns>
    /// <exception cref="FormatException">A value is missing or not valid; the message names the line and the key.</exception>
    public static TraceRecord ParseLine(string text, int lineNumber)
    {
        using TraceLine line = TraceLine.Parse(text, lineNumber);
        int iteration = line.WholeNumber("iteration", 1) ?? throw line.Error("'iteration' is missing: expected a whole number of at least 1");
        double[] losses = line.Numbers("losses", -1) ?? throw line.Error("'losses' is missing: expected one number per task");
        if (losses.Length == 0)
        {
            throw line.Error("'losses' is empty: expected one number per task");
        }

        Gramian? gramian = line.Gramian("gramian", losses.Length);
        return new TraceRecord
        {
            Iteration = iteration,
            Phase = line.Text("phase") ?? TracePhase.Training,
            Losses = losses,
            GradientNorms = gramian is null ? line.Norms("norms", losses.Length) : gramian.Norms(),
            Gramian = gramian,
            Weights = line.Numbers("weights", losses.Length) ?? [],
            Certificate = line.Certificate("certificate"),
        };
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, _compact))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string? name, ReadOnlySpan<double> values)
    {
        if (name is null)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartArray(name);
        }

        foreach (double value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteCertificate(Utf8JsonWriter json, Certificate certificate)
    {
        json.WriteStartObject("certificate");
        json.WriteNumber("residual", certificate.Residual);
        json.WriteNumber("iterations", certificate.Iterations);
        json.WriteStartArray("guards");
        foreach (Guards guard in Enum.GetValues<Guards>())
        {
            if (guard != Guards.None && certificate.Guards.HasFlag(guard))
            {
                json.WriteStringValue(MethodOptions.Format(guard));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
