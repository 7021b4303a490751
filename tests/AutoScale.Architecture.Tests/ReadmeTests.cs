using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AutoScale.Cli;

namespace AutoScale.Architecture.Tests;

public sealed partial class ReadmeTests
{
    private const int LongestExample = 15;
    private const string Impossible = "--no-such-option";

    [Fact]
    public void Example_OfTheReadme_IsTheSampleThatIsCompiled()
    {
        Match block = Assert.Single(CSharpBlock().Matches(Repository.Text("README.md")));

        Assert.Equal(Repository.Text("samples/WeighTwoTasks/Program.cs").Trim(), block.Groups["code"].Value.Trim());
        Assert.InRange(block.Groups["code"].Value.Split('\n').Count(line => line.Trim().Length > 0), 1, LongestExample);
    }

    [Fact]
    public void Example_WhenRun_BalancesTheTasks()
    {
        // The gradients are 100·(p − (1, 0)) and p − (0, 1): weights in the ratio 1 to 100 make the tasks equal, and their optimum the midpoint.
        string expected = "Weights 0.020 and 1.980 lead to (0.50, 0.50).";

        Assert.Equal(expected, Output("WeighTwoTasks").Trim());
        Assert.Contains($"`{expected}`", Repository.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_OfEveryPage_AreUnderstood() => Rule.Holds(
        "A command that a page shows is understood by the command line.",
        from page in Repository.TextFiles
        where page.EndsWith(".md", StringComparison.Ordinal)
        from line in Repository.Lines(page)
        let command = Command().Match(line)
        where command.Success
        let answer = AnswerTo(command.Groups["arguments"].Value)
        where !answer.Contains(Impossible, StringComparison.Ordinal)
        select $"{page}: {line.Trim()}: {answer}");

    [Fact]
    public void OwnProblem_WhenRun_LearnsTheQuietTaskWithAutoScaleOnly()
    {
        double[] correct = [.. Correct().Matches(Output("OwnProblem")).Select(match => double.Parse(match.Groups["percent"].Value, CultureInfo.InvariantCulture))];

        Assert.Equal(2, correct.Length);
        Assert.InRange(correct[0], 50, 80);
        Assert.InRange(correct[1], 90, 100);
    }

    /// <summary>What the command line says to a command with an option too many: it names that option if it understood all the rest, and runs nothing.</summary>
    private static string AnswerTo(string arguments)
    {
        using StringWriter answer = new();
        CommandEnvironment environment = new() { Out = TextWriter.Null, Error = answer, Directory = Path.GetTempPath() };
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        AutoScaleCommand.Run([.. words.TakeWhile(word => word != "#"), Impossible], environment, CancellationToken.None);
        return answer.ToString().Trim();
    }

    /// <summary>What a sample program prints.</summary>
    private static string Output(string program)
    {
        TextWriter console = Console.Out;
        using StringWriter output = new();
        try
        {
            Console.SetOut(output);
            Assembly.Load(program).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    [GeneratedRegex(@"^(\w+=\S+ )?\./autoscale (?<arguments>.+?)( \.\.\.)?$")]
    private static partial Regex Command();

    [GeneratedRegex("correct (?<percent>[0-9.]+) %")]
    private static partial Regex Correct();

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
