using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutoScale.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private const string TwoSeeds = """
        method,seed,seg/mIoU:higher,depth/RMSE:lower,depth/d1:higher
        stl,1,50,1,0.5
        stl,2,50,1,0.5
        unitary,1,45,0.8,0.45
        unitary,2,40,0.8,0.45
        autoscale,1,55,1.1,0.5
        autoscale,2,55,1.2,0.5
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact]
    public void Evaluate_PaperTables_HasTheComputedNumbersAndThePrintedOnesWithinRounding()
    {
        foreach (JsonElement one in ReferenceFiles.Read("paper_tables.json").EnumerateArray())
        {
            CommandRun run = CommandRun.Of("evaluate", _folder.Write("paper.csv", Csv(one)), "--json");

            Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
            JsonArray methods = run.Json.Single()["methods"]!.AsArray();
            Assert.Equal(one.GetProperty("rows").EnumerateObject().Count(), methods.Count);
            foreach (JsonNode? method in methods)
            {
                JsonElement computed = one.GetProperty("computed").GetProperty((string)method!["name"]!);
                JsonElement printed = one.GetProperty("expected").GetProperty((string)method["name"]!);
                AssertNumber(method["deltaM"]!, computed.GetProperty("dm"), computed.GetProperty("dmInterval"), printed.GetProperty("dm"));
                AssertNumber(method["deltaMPos"]!, computed.GetProperty("dmPos"), computed.GetProperty("dmPosInterval"), printed.GetProperty("dmPos"));
                Assert.Equal(computed.GetProperty("mrAmongTheseRows").GetProperty("average").GetDouble(), (double)method["meanRank"]!["mean"]!, 9);
            }
        }
    }

    [Fact]
    public void Evaluate_Table_IsAsApproved()
    {
        CommandRun run = CommandRun.Of("evaluate", _folder.Write("results.csv", TwoSeeds));

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Expectation.Matches("evaluate", string.Join('\n', run.Out.Split('\n').Skip(1))); // The first line holds the path.
        Assert.EndsWith("results.csv: 2 methods, 2 tasks, 3 metrics, 2 seeds", run.Out.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ExampleOfThePage_IsUnderstood()
    {
        string example = string.Join('\n', RepositoryPage.Lines("docs/evaluation.md").SkipWhile(line => !line.StartsWith("method,", StringComparison.Ordinal)).TakeWhile(line => line != "```"));

        Assert.Equal(ExitCode.Success, CommandRun.Of("evaluate", _folder.Write("results.csv", example)).ExitCode);
    }

    [Fact]
    public void Evaluate_FileOfASpreadsheet_ItsMarkAndLineEndsDoNotMatter()
    {
        CommandRun plain = CommandRun.Of("evaluate", _folder.Write("results.csv", TwoSeeds), "--json");
        CommandRun marked = CommandRun.Of("evaluate", _folder.Write("results.csv", "\uFEFF" + TwoSeeds.ReplaceLineEndings("\r\n")), "--json");

        Assert.Equal((ExitCode.Success, plain.Out), (marked.ExitCode, marked.Out));
    }

    [Fact]
    public void Evaluate_AveragedOverSeeds_IsOneSeed()
    {
        CommandRun run = CommandRun.Of("evaluate", _folder.Write("results.csv", TwoSeeds), "--average", "--json");

        JsonNode unitary = run.Json.Single()["methods"]![0]!;
        Assert.Equal([0], run.Json.Single()["seeds"]!.AsArray().Select(seed => (int)seed!));
        Assert.Equal(5, (double)unitary["deltaM"]!["mean"]!, 9); // Seg 15 % worse; depth 20 % better and 10 % worse.
        Assert.Null(unitary["deltaM"]!["standardDeviation"]);
    }

    [Fact]
    public void Evaluate_OtherBaselineAndRanks_AreTaken()
    {
        string path = _folder.Write("results.csv", "method,a/x:lower,a/y:lower,b/z:lower\nalone,1,1,1\nm,1.1,0.5,2\nn,1,1,1\n");

        CommandRun byTask = CommandRun.Of("evaluate", path, "--baseline", "Alone", "--json");
        CommandRun byMetric = CommandRun.Of("evaluate", path, "--baseline", "alone", "--rank-by", "metric", "--json");

        Assert.Equal(1.5, (double)byTask.Json[0]["methods"]![0]!["meanRank"]!["mean"]!, 12); // First in a by its mean drop, second in b.
        Assert.Equal(1.75, (double)byMetric.Json[0]["methods"]![0]!["meanRank"]!["mean"]!, 12); // Second in x, first in y, second in z.
    }

    [Theory]
    [InlineData("method,a/x:lower\nstl,1\nm,\nn,1\n", "Line 3: 'm' has no value for a/x.")]
    [InlineData("method,a/x:down\nstl,1\n", "Line 1: the column 'a/x:down' has the direction 'down', expected 'higher' or 'lower' for the better values.")]
    [InlineData("method,a/x:lower\nstl,1\nm,2\n", "There is one method, 'm', beside the baseline 'stl': a comparison needs at least two.")]
    [InlineData("method,a/x:lower\nstl,0\nm,2\nn,1\n", "The baseline 'stl' is 0 for a/x, seed 0: nothing can be relative to it.")]
    public void Evaluate_BadTable_IsOneSentenceThatNamesTheFile(string content, string expected)
    {
        string path = _folder.Write("results.csv", content);

        CommandRun run = CommandRun.Of("evaluate", path);

        Assert.Equal((ExitCode.Failure, $"autoscale: {path}: {expected}\n", string.Empty), (run.ExitCode, run.Error, run.Out));
    }

    [Theory]
    [InlineData("There is no file", "nowhere.csv")]
    [InlineData("--rank-by is 'x': expected 'task' or 'metric'.", "nowhere.csv", "--rank-by", "x")]
    public void Evaluate_BadArguments_AreOneSentence(string expected, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder.Path, ["evaluate", .. args]);

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    private static void AssertNumber(JsonNode actual, JsonElement computed, JsonElement interval, JsonElement printed)
    {
        Assert.Equal(computed.GetDouble(), (double)actual["mean"]!, 9);
        double[] bounds = ReferenceFiles.Numbers(interval);
        Assert.InRange((double)actual["mean"]!, bounds[0] - 0.005, bounds[1] + 0.005);
        Assert.InRange(printed.GetDouble(), bounds[0] - 0.005, bounds[1] + 0.005);
    }

    private static string Csv(JsonElement one)
    {
        IEnumerable<string> columns = one.GetProperty("metrics").EnumerateArray().Zip(
            one.GetProperty("higherIsBetter").EnumerateArray(), (name, higher) => $"{name.GetString()!.Replace('.', '/')}:{(higher.GetBoolean() ? "higher" : "lower")}");
        IEnumerable<string> rows = one.GetProperty("rows").EnumerateObject().Select(row => Row(row.Name, row.Value));
        return string.Join('\n', [$"method,{string.Join(',', columns)}", Row("STL", one.GetProperty("baseline")), .. rows]);
    }

    private static string Row(string method, JsonElement values) =>
        $"{method},{string.Join(',', ReferenceFiles.Numbers(values).Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}";
}
