using System.Runtime.CompilerServices;

using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Tests.Configuration;

public sealed class DocumentedConfigurationTests
{
    [Fact]
    public void Read_TheExampleOfThePage_IsAValidConfiguration()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "command-line.md"));
        string example = page.Split("```yaml\n")[1].Split("```")[0];

        RunConfiguration run = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read(example), Path.GetTempPath());

        Assert.Equal(("multi-mnist", "cl-rr", "autoscale", 1), (run.Problem, run.Setting, run.Method, run.Seed));
        Assert.Equal(("clamp", "10000"), (run.MethodOptions["explorer.negative-weights"], run.ProblemOptions["train"]));
    }

    private static string Root([CallerFilePath] string path = "") =>
        Directory.Exists(Path.Combine(path, "docs")) ? path : Root(Path.GetDirectoryName(path)!);
}
