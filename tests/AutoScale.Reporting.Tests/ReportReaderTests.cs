using AutoScale.Runs;

namespace AutoScale.Reporting.Tests;

public sealed class ReportReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(RunFileNames.Config, "\"no end", "is damaged: expected the YAML that a run of this version writes.")]
    [InlineData(RunFileNames.Summary, "{}", "is damaged: expected the JSON object that a run of this version writes.")]
    [InlineData(RunFileNames.Weights, "[]", "is damaged: expected the JSON object that a run of this version writes.")]
    [InlineData(RunFileNames.Samples, "{", "is damaged: expected the JSON object that a run of this version writes.")]
    [InlineData("comparison.json", "{}", "is damaged: expected the JSON object that a comparison of this version writes.")]
    [InlineData("analysis.json", "{}", "is damaged: expected the JSON object that an analysis of this version writes.")]
    public void Read_DamagedFile_IsNamedInOneSentence(string file, string content, string fault)
    {
        SmallRun.WriteTo(_folder);
        string path = _folder.Write(file, content);

        Assert.Equal($"{path} {fault}", Assert.Throws<FormatException>(() => ReportReader.Read(_folder.Path)).Message);
    }

    [Fact]
    public void Read_DamagedLine_IsNamedWithItsNumber()
    {
        SmallRun.WriteTo(_folder);
        string metrics = _folder.Write(RunFileNames.Metrics, SmallRun.Evaluations().First() + "\n{}\n");

        Assert.StartsWith($"{metrics}, line 2: Expected the evaluation of a run", Assert.Throws<FormatException>(() => ReportReader.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedTrace_IsNamed()
    {
        SmallRun.WriteTo(_folder);
        string trace = _folder.Write(RunFileNames.Trace, "{\"iteration\":1}\n");

        Assert.StartsWith($"{trace}: Trace line 1", Assert.Throws<FormatException>(() => ReportReader.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LineThatAKilledRunDidNotFinish_IsLeftOut()
    {
        SmallRun.WriteTo(_folder);
        _folder.Write(RunFileNames.Metrics, string.Concat(SmallRun.Evaluations().Select(line => line + "\n")) + "{\"iteration\":60,");
        _folder.Write(RunFileNames.Trace, SmallRun.TraceText()[..^20]);

        Assert.Equal(39, ReportReader.Read(_folder.Path).Data["weights"]!["iterations"]!.AsArray().Count);
    }

    [Fact]
    public void Holds_FolderOfSomethingElse_IsFalse()
    {
        _folder.Write("letter.txt", "dear");

        Assert.False(ReportReader.Holds(_folder.Path));
        Assert.Equal(
            $"{_folder.Path} holds nothing to report on: expected the folder of a run, a comparison or an analysis, or a trace file.",
            Assert.Throws<FormatException>(() => ReportReader.Read(_folder.Path)).Message);
    }
}
