using AutoScale.Cli.Progress;
using AutoScale.Runs;
using AutoScale.Studies.Runs;

namespace AutoScale.Cli.Tests.Progress;

/// <summary>What is said of the time that is left, on a run whose pace is known: a step takes a second, or three while AutoScale explores, and 100 samples are evaluated in 20 seconds.</summary>
public sealed class ProgressStateTests
{
    private static readonly RunPlan _plan = new(Iterations: 100, ValidateEvery: 10, ValidationSamples: 100, TestSamples: 600, TracePhase.LinearScalarization);
    private readonly ManualTime _time = new();
    private readonly ProgressState _state;

    public ProgressStateTests() => _state = new ProgressState(["a"], _plan, _time);

    [Fact]
    public void Remaining_BeforeTheFirstValidation_IsAboutTheSteps()
    {
        Explore(1, 9);

        Assert.Equal((TimeSpan.FromSeconds(91 * 3), "about "), (_state.Remaining, _state.RemainingIs));
    }

    [Fact]
    public void Remaining_WhileExploring_IsAtMostThePaceOfExplorationAndEveryEvaluation()
    {
        Explore(1, 10);

        // Validations after 20, 30 ... 100, and at the end that of the selected model and its test.
        Assert.Equal((TimeSpan.FromSeconds((90 * 3) + (9 * 20) + 20 + 120), "at most "), (_state.Remaining, _state.RemainingIs));
    }

    [Fact]
    public void Remaining_AfterExploration_IsWhatTheRunTakes()
    {
        Explore(1, 20);
        Scalarize(21, 35);

        Assert.Equal(((65 * 1.0) + (7 * 20) + 20 + 120, string.Empty), (_state.Remaining!.Value.TotalSeconds, _state.RemainingIs));
    }

    [Fact]
    public void Remaining_AfterTheLastStepAndAfterTheTest_CountsDownToZero()
    {
        Explore(1, 20);
        Scalarize(21, 100);
        TimeSpan? beforeTest = _state.Remaining;
        _state.Evaluated(new EvaluationReport(90, EvaluationReport.TestSplit, [Task]));

        Assert.Equal((TimeSpan.FromSeconds(140), TimeSpan.Zero), (beforeTest, _state.Remaining));
    }

    [Fact]
    public void Remaining_ResumedRun_CountsWhatIsLeftOnly()
    {
        Scalarize(51, 70);

        Assert.Equal(TimeSpan.FromSeconds(30 + (3 * 20) + 20 + 120), _state.Remaining);
    }

    [Theory]
    [InlineData(10, 0, 11)]
    [InlineData(10, 95, 2)]
    [InlineData(10, 100, 1)]
    [InlineData(30, 0, 5)] // After 30, 60, 90 and 100, and the selected model's.
    [InlineData(30, 90, 2)]
    [InlineData(1000, 0, 2)]
    public void SamplesLeft_ValidationsToCome_CountsEachAndTheTest(int validateEvery, int validated, int validations) =>
        Assert.Equal((validations * 100) + 600, (_plan with { ValidateEvery = validateEvery }).SamplesLeft(validated));

    private static TaskEvaluation Task => new("a", 0.5, [new MetricValue("RMSE", "m", 0.5, false)]);

    private void Explore(int first, int last) => Run(first, last, TracePhase.Exploration, 3);

    private void Scalarize(int first, int last) => Run(first, last, TracePhase.LinearScalarization, 1);

    private void Run(int first, int last, string phase, double seconds)
    {
        for (int iteration = first; iteration <= last; iteration++)
        {
            _time.Pass(seconds);
            _state.Step(iteration, phase, [1], [1]);
            if (iteration % 10 == 0)
            {
                _time.Pass(20);
                _state.Evaluated(new EvaluationReport(iteration, EvaluationReport.ValidationSplit, [Task]));
            }
        }
    }
}
