using System.Text.RegularExpressions;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("help-train", "train")]
    [InlineData("help-demo", "demo")]
    [InlineData("help-compare", "compare")]
    [InlineData("help-analyze", "analyze")]
    [InlineData("help-diagnose", "diagnose")]
    [InlineData("help-replay", "replay")]
    [InlineData("help-evaluate", "evaluate")]
    [InlineData("help-report", "report")]
    [InlineData("help-problems", "problems")]
    [InlineData("help-methods", "methods")]
    public void Help_OfEveryCommand_IsAsApproved(string expectation, params string[] command)
    {
        CommandRun run = CommandRun.Of([.. command, "--help"]);

        Assert.Equal((ExitCode.Success, string.Empty), (run.ExitCode, run.Error));
        Expectation.Matches(expectation, run.Out);
    }

    [Fact]
    public void Run_NoArguments_ShowsTheHelp() => Assert.Equal(CommandRun.Of("--help"), CommandRun.Of());

    [Fact]
    public void Version_Asked_IsOneLine()
    {
        using StringWriter output = new();
        TextWriter console = Console.Out;
        Console.SetOut(output);
        try
        {
            Assert.Equal(ExitCode.Success, Program.Main(["--version"]));
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Matches(@"^autoscale \d+\.\d+\.\d+\n$", output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Methods_WithoutNameAndWithOne_AreAsApproved()
    {
        Expectation.Matches("methods", CommandRun.Of("methods").Out);
        Expectation.Matches("methods-autoscale", CommandRun.Of("methods", "autoscale").Out);
        Expectation.Matches("methods-unitary", CommandRun.Of("methods", "unitary").Out);
    }

    [Fact]
    public void Methods_List_SaysNeedsCostStateAndSourceOfEachWithin100Columns()
    {
        string list = CommandRun.Of("methods").Out;

        Assert.All(list.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        foreach (MethodDescriptor method in TrainingMethodCatalogue.All)
        {
            CommandRun one = CommandRun.Of("methods", method.Name);
            Assert.Equal(ExitCode.Success, one.ExitCode);
            Assert.All(one.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
            Assert.All(["needs", "cost", "state", "scale", "heads", "source"], label => Assert.Contains($"\n  {label,-6}   ", one.Out, StringComparison.Ordinal));
            Assert.Matches($@"\n  {Regex.Escape(method.Name)} +\S.*\n(.*\n){{0,4}} +(losses|gradient-norms|gramian); ", list);
        }

        Assert.Contains("remembers, random;", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_WithoutNameAndWithOne_AreAsApproved()
    {
        Expectation.Matches("problems", CommandRun.Of("problems").Out);
        Expectation.Matches("problems-scenes", CommandRun.Of("problems", "scenes").Out);
        Expectation.Matches("problems-multi-mnist", CommandRun.Of("problems", "multi-mnist").Out);
    }

    [Theory]
    [InlineData("methods")]
    [InlineData("problems")]
    public void Lists_AsJson_HoldNames(string list)
    {
        CommandRun run = CommandRun.Of(list, "--json");

        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.All(run.Json[0][list]!.AsArray(), entry => Assert.NotEmpty((string)entry!["name"]!));
    }
}
