namespace AutoScale.Cli.Tests.Commands;

public sealed class WidthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("methods")]
    [InlineData("methods", "autoscale")]
    [InlineData("problems")]
    [InlineData("problems", "multi-mnist")]
    [InlineData("replay", "trace.jsonl", "--tau", "2,3", "--alpha", "0.5,0.9")]
    [InlineData("evaluate", "results.csv")]
    public async Task Run_TerminalOfAnyWidth_Ends(params string[] args)
    {
        // The terminal library's tables have looped for ever where a column was left no room.
        _folder.Write("trace.jsonl", string.Concat(Enumerable.Range(1, 20).Select(i => $"{{\"iteration\": {i}, \"losses\": [1, 1, 2], \"norms\": [1, 3, 2]}}\n")));
        _folder.Write("results.csv", "method,seed,a/x:lower,b/y:higher\nstl,1,1,1\nstl,2,1,1\nm,1,2,3\nm,2,3,4\nn,1,2,1\nn,2,0,1\n");
        for (int width = 40; width <= 200; width += 5)
        {
            using StringWriter output = new();
            CommandEnvironment environment = new() { Out = output, Error = output, Directory = _folder.Path, IsTerminal = true, Width = width };

            int exitCode = await Task.Run(() => AutoScaleCommand.Run(args, environment, CancellationToken.None)).WaitAsync(TimeSpan.FromSeconds(30));

            Assert.Equal(ExitCode.Success, exitCode);
        }
    }
}
