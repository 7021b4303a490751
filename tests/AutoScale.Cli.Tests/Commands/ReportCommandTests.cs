namespace AutoScale.Cli.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Report_TraceOfAnotherProgram_IsAPageBesideIt()
    {
        _folder.Write("mine.jsonl", """{"iteration":1,"losses":[2,1],"norms":[4,1]}""" + "\n");

        CommandRun run = Report("mine.jsonl");

        Assert.Equal((ExitCode.Success, $"Report: {In("mine.html")}\n", string.Empty), (run.ExitCode, run.Out, run.Error));
        Assert.StartsWith("<!doctype html>", File.ReadAllText(In("mine.html")), StringComparison.Ordinal);
        Assert.Equal(["mine.html", "mine.jsonl"], _folder.Entries);
    }

    [Fact]
    public void Report_FolderOfARunThatFailedAtOnce_IsReportHtml()
    {
        _folder.Write("config.yaml", "problem: scenes\nmethod: unitary\n");

        Assert.Equal($"Report: {In("report.html")}\n", Report(".").Out);
        Assert.Contains("scenes with unitary", File.ReadAllText(In("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_Out_IsWhereThePageGoes()
    {
        _folder.Write("config.yaml", "problem: scenes\n");

        Assert.Equal(ExitCode.Success, Report(".", "-o", "page.html").ExitCode);
        Assert.Equal(["config.yaml", "page.html"], _folder.Entries);
    }

    [Fact]
    public void Report_OutThatIsNoPage_IsRefusedAndOverwritesNothing()
    {
        string trace = """{"iteration":1,"losses":[2,1],"norms":[4,1]}""" + "\n";
        _folder.Write("mine.jsonl", trace);

        CommandRun run = Report("mine.jsonl", "-o", "mine.jsonl");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("mine.jsonl is not the name of a page: expected a file that ends in .html.", run.Error, StringComparison.Ordinal);
        Assert.Equal(trace, File.ReadAllText(In("mine.jsonl")));
    }

    [Theory]
    [InlineData("nowhere", "does not exist")]
    [InlineData(".", "holds nothing to report on")]
    public void Report_NothingThere_IsAUsageErrorThatNamesThePath(string path, string fault)
    {
        CommandRun run = Report(path);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal($"autoscale: {Path.GetFullPath(path, _folder.Path)} {fault}: expected the folder of a run, a comparison or an analysis, or a trace file.\n", run.Error);
    }

    [Fact]
    public void Report_DamagedFile_IsNamedAndLeavesTheFormerPage()
    {
        _folder.Write("run.json", "{");
        _folder.Write("report.html", "former");

        CommandRun run = Report(".");

        Assert.Equal((ExitCode.Failure, $"autoscale: {In("run.json")} is damaged: expected the JSON object that a run of this version writes.\n"), (run.ExitCode, run.Error));
        Assert.Equal("former", File.ReadAllText(In("report.html")));
    }

    private CommandRun Report(params string[] args) => CommandRun.In(_folder.Path, ["report", .. args]);

    private string In(string file) => Path.Combine(_folder.Path, file);
}
