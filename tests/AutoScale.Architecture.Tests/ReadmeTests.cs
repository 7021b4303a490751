using System.Reflection;
using System.Text.RegularExpressions;

namespace AutoScale.Architecture.Tests;

public sealed partial class ReadmeTests
{
    private const int LongestExample = 15;

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
        TextWriter console = Console.Out;
        using StringWriter output = new();
        try
        {
            Console.SetOut(output);
            Assembly.Load("WeighTwoTasks").EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.Equal("Weights 0.020 and 1.980 lead to (0.50, 0.50).", output.ToString().Trim());
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();
}
