using AutoScale.Cli.Progress;
using AutoScale.Studies.Batches;
using AutoScale.Studies.Configuration;

using Spectre.Console;

namespace AutoScale.Cli.Tests.Progress;

public sealed class BatchProgressTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void BatchView_RunsSideBySide_IsAsApproved()
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 100;
        console.Write(BatchView.Of("Comparing 2 methods on scenes", Running()));

        Expectation.Matches("progress-batch", text.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Remaining_AfterReusedRuns_CountsOnlyWhatWasTrainedHere()
    {
        BatchState state = new(_clock);
        PlannedRun[] runs = [Run("a"), Run("b"), Run("c")];
        state.Plan(runs);
        state.End(runs[0], new RunExit(null, WasReused: true));
        Assert.Null(state.Remaining);

        state.Move(runs[1], 0);
        _clock.Now += TimeSpan.FromSeconds(5); // It loads.
        state.Move(runs[1], 41); // It goes on from step 40 of 100.
        _clock.Now += TimeSpan.FromSeconds(2);
        state.Move(runs[1], 61);

        Assert.Equal(TimeSpan.FromSeconds(2) * (139.0 / 20), state.Remaining); // 20 steps took two seconds, 39 and 100 are left.
        Assert.Equal(161.0 / 300, state.Fraction, 12);
        Assert.Equal(10, state.Running[0].PerSecond, 12);
    }

    [Fact]
    public void OnEnd_PlainLines_SayHowEveryRunEnded()
    {
        using StringWriter output = new() { NewLine = "\n" };
        PlainBatchProgress progress = new(new BatchState(_clock), new CommandEnvironment { Out = output, Error = output, Directory = "/", Time = _clock });
        PlannedRun[] runs = [Run("a"), Run("b"), Run("c")];
        progress.OnPlan(runs);
        progress.OnWait(runs[0]);
        progress.OnIteration(runs[0], 0);
        progress.OnIteration(runs[0], 1);
        _clock.Now += TimeSpan.FromSeconds(31);
        progress.OnIteration(runs[0], 63);
        progress.OnEnd(runs[0], new RunExit(null));
        progress.OnEnd(runs[1], new RunExit("It broke."));
        progress.OnEnd(runs[2], new RunExit(null, WasReused: true));

        Assert.Equal(
            $"""
            a, seed 0 waits: another process trains in {runs[0].Folder}
            a, seed 0: step 63/100, 2.0 it/s
            a, seed 0 is done (1 of 3 runs, 33 %, 1 min 40 s left)
            b, seed 0 failed: It broke. (2 of 3 runs, 66 %, 50.0 s left, 1 failed)
            c, seed 0 was trained before (3 of 3 runs, 100 %, 1 failed)

            """,
            output.ToString());
    }

    private BatchState Running()
    {
        BatchState state = new(_clock);
        PlannedRun[] runs = [Run("single-task depth"), Run("famo"), Run("autoscale:alpha=0.1:tau=20"), Run("[imtl-g]")];
        state.Plan(runs);
        state.Move(runs[0], 0);
        state.End(runs[0], new RunExit("The loss of task [depth] became NaN."));
        state.Move(runs[1], 1);
        state.Move(runs[2], 0);
        _clock.Now += TimeSpan.FromSeconds(5);
        state.Move(runs[1], 51);
        state.Move(runs[3], 0);
        return state;
    }

    private static PlannedRun Run(string label) => new(label, "/" + label, RunConfigurationResolver.Resolve(
        new GivenConfiguration(
            new Dictionary<string, GivenValue> { ["iterations"] = new("100", "test"), ["threads"] = new("1", "test") }, new Dictionary<string, GivenValue>(), new Dictionary<string, GivenValue>()),
        "/"));

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
