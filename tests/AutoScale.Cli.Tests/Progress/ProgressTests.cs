using AutoScale.Cli.Progress;
using AutoScale.Runs;

using Spectre.Console;

namespace AutoScale.Cli.Tests.Progress;

public sealed class ProgressTests
{
    [Fact]
    public void PlainText_RunningState_IsAsApproved() => Expectation.Matches("progress-plain", PlainText.Line(Running()));

    [Fact]
    public void ProgressView_RunningState_IsAsApproved() => Expectation.Matches("progress-live", Draw(Running()));

    [Fact]
    public void ProgressView_BeforeTheFirstStep_IsAsApproved() => Expectation.Matches("progress-live-start", Draw(new ProgressState(["depth", "edges"], 100)));

    [Fact]
    public void Step_NoisyLosses_AreSmoothed()
    {
        ProgressState state = new(["a"], 100);
        state.Step(1, "training", [1], [1], TimeSpan.Zero);
        state.Step(2, "training", [2], [1], TimeSpan.Zero);

        Assert.Equal(1.1, state.Losses[0], 12);
    }

    [Fact]
    public void PlainText_Evaluation_NamesSplitStepAndMetrics() => Assert.Equal(
        "validation at step 20  depth RMSE = 0.6912 m  edges ODS-F = 61.20 %",
        PlainText.Line(new EvaluationReport(20, "validation",
        [
            new TaskEvaluation("depth", 0.5, [new MetricValue("RMSE", "m", 0.6912, false), new MetricValue("absolute error", "m", 0.5, false)]),
            new TaskEvaluation("edges", 0.5, [new MetricValue("ODS-F", "%", 61.2, true)]),
        ])));

    private static ProgressState Running()
    {
        ProgressState state = new(["depth", "edges"], 100);
        state.Step(1, "exploration", [0.7, 0.2], [1.5, 0.5], TimeSpan.FromSeconds(0.1));
        state.Step(25, "linear-scalarization", [0.7, 0.2], [1.25, 0.75], TimeSpan.FromSeconds(2.5));
        state.Validated(20, "validation", ["RMSE = 0.6912 m", "ODS-F = 61.20 %"]);
        state.Warnings.Add("The weight of task [edges] was raised.");
        return state;
    }

    private static string Draw(ProgressState state)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 100;
        console.Write(ProgressView.Of("scenes (depth, edges) with autoscale", state));
        return text.ToString().ReplaceLineEndings("\n");
    }
}
