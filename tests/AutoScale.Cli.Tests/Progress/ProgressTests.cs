using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Runs;

using Spectre.Console;

namespace AutoScale.Cli.Tests.Progress;

public sealed class ProgressTests
{
    private static readonly RunPlan _plan = new(100, 20, 4, 4, TracePhase.LinearScalarization);

    private static EvaluationReport Report => new(20, EvaluationReport.ValidationSplit,
    [
        new TaskEvaluation("depth", 0.5, [new MetricValue("RMSE", "m", 0.6912, false), new MetricValue("absolute error", "m", 0.5, false)]),
        new TaskEvaluation("edges", 0.5, [new MetricValue("ODS-F", "%", 61.2, true)]),
    ]);

    [Fact]
    public void PlainText_RunningState_IsAsApproved() => Expectation.Matches("progress-plain", PlainText.Line(Running()));

    [Fact]
    public void ProgressView_RunningState_IsAsApproved() => Expectation.Matches("progress-live", Draw(Running()));

    [Fact]
    public void ProgressView_BeforeTheFirstStep_IsAsApproved() => Expectation.Matches("progress-live-start", Draw(new ProgressState(["depth", "edges"], _plan, new ManualTime())));

    [Fact]
    public void Step_NoisyLosses_AreSmoothed()
    {
        ProgressState state = new(["a"], _plan, new ManualTime());
        state.Step(1, "training", [1], [1]);
        state.Step(2, "training", [2], [1]);

        Assert.Equal(1.1, state.Losses[0], 12);
    }

    [Fact]
    public void PlainText_Evaluation_NamesSplitStepAndMetrics() =>
        Assert.Equal("validation at step 20  depth RMSE = 0.6912 m  edges ODS-F = 61.20 %", PlainText.Line(Report));

    private static ProgressState Running()
    {
        ManualTime time = new();
        ProgressState state = new(["depth", "edges"], _plan, time);
        Step(state, time, 19, TracePhase.Exploration, [1.5, 0.5]);
        Step(state, time, 20, TracePhase.Exploration, [1.5, 0.5]);
        time.Pass(1);
        state.Evaluated(Report);
        Step(state, time, 21, TracePhase.LinearScalarization, [1.25, 0.75]);
        state.Warnings.Add("The weight of task [edges] was raised.");
        return state;
    }

    private static void Step(ProgressState state, ManualTime time, int iteration, string phase, double[] weights)
    {
        time.Pass(0.1);
        state.Step(iteration, phase, [0.7, 0.2], weights);
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
