using AutoScale.Diagnoses;
using AutoScale.Runs;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Diagnoses;

/// <summary>What a probe of a problem recorded.</summary>
/// <param name="Trace">The steps: losses and Gramians.</param>
/// <param name="Layers">The same gradients layer by layer, in order of depth.</param>
public sealed record ProbeRecord(Trace Trace, IReadOnlyList<LayerTrace> Layers)
{
    private const string DiagnosisName = "diagnosis.json";

    /// <summary>Writes trace.jsonl, which other commands read, and diagnosis.json.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="diagnosis">The diagnosis of these steps.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(string folder, Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        Directory.CreateDirectory(folder);
        string[] lines = [TraceFormat.FormatHeader(Trace.Header), .. Trace.Records.Select(TraceFormat.FormatLine)];
        AtomicFile.WriteText(Path.Combine(folder, RunFileNames.Trace), string.Concat(lines.Select(line => line + "\n")));
        AtomicFile.WriteText(Path.Combine(folder, DiagnosisName), diagnosis.ToJson().ToString() + "\n");
    }
}
