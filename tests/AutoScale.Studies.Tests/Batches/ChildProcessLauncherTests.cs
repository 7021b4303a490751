using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Tests.Configuration;

namespace AutoScale.Studies.Tests.Batches;

/// <summary>With shell scripts in the place of the autoscale command, whose arguments they get.</summary>
public sealed class ChildProcessLauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-child-").FullName;
    private readonly List<int> _iterations = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LaunchAsync_ChildThatTrains_TellsItsStepsAndNothingElse()
    {
        RunExit exit = await LaunchAsync("""
            echo 'a library says hello'
            echo '{"event":"start"}'
            echo '{"event":"step","iteration":1}'
            echo '{"event":"step","iteration":20}'
            echo '[1]'
            """);

        Assert.Equal(new RunExit(null), exit);
        Assert.Equal([1, 20], _iterations);
    }

    [Theory]
    [InlineData(false, "train --json --no-report --config FOLDER/config.yaml --out FOLDER --overwrite\n")]
    [InlineData(true, "train --json --no-report --resume FOLDER --tensorboard false\n")]
    public async Task LaunchAsync_FreshOrResumed_SaysSoToTheChild(bool resume, string expected)
    {
        await LaunchAsync($"echo \"$@\" > '{_folder}/arguments'", resume);

        Assert.Equal(expected.Replace("FOLDER", Run.Folder, StringComparison.Ordinal), File.ReadAllText(Path.Combine(_folder, "arguments")));
        Assert.Equal(resume ? null : Run.ConfigurationText(), File.Exists($"{Run.Folder}/config.yaml") ? File.ReadAllText($"{Run.Folder}/config.yaml") : null);
    }

    [Theory]
    [InlineData("echo 'warning: w' >&2; echo 'autoscale: The loss became NaN.' >&2; echo '   at Stack.Trace()' >&2; exit 1", "The loss became NaN.")]
    [InlineData("exit 137", "Its process ended with exit code 137 and gave no reason: it was stopped or killed from outside, perhaps for want of memory.")]
    public async Task LaunchAsync_ChildThatFails_IsToldInOneSentence(string script, string expected) => Assert.Equal(new RunExit(expected), await LaunchAsync(script));

    [Fact]
    public async Task LaunchAsync_NoSuchProgram_IsAFailedRun()
    {
        RunExit exit = await new ChildProcessLauncher(new ProgramCommand(Path.Combine(_folder, "nowhere"), [])).LaunchAsync(Run, resume: false, _iterations.Add, CancellationToken.None);

        Assert.Contains("nowhere", exit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaunchAsync_Stopped_EndsTheChildsInputAndWaitsForIt()
    {
        using CancellationTokenSource stop = new();
        string script = $"echo '{{\"event\":\"step\",\"iteration\":3}}'; cat > /dev/null; echo saved > '{_folder}/checkpoint'; exit 130";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Launcher(script).LaunchAsync(Run, resume: false, _ => stop.Cancel(), stop.Token));

        Assert.Equal("saved\n", File.ReadAllText(Path.Combine(_folder, "checkpoint")));
    }

    private PlannedRun Run => new("a", Path.Combine(_folder, "run"), RunConfigurationResolver.Resolve(YamlConfigurationTests.Read("problem: scenes\nthreads: 1"), _folder));

    private Task<RunExit> LaunchAsync(string script, bool resume = false) => Launcher(script).LaunchAsync(Run, resume, _iterations.Add, CancellationToken.None);

    private static ChildProcessLauncher Launcher(string script) => new(new ProgramCommand("/bin/sh", ["-c", script, "autoscale"]));
}
