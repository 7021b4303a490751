using AutoScale.Gradients;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.TensorBoard;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Studies.Tests.Runs;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;

namespace AutoScale.Studies.Tests.TensorBoard;

public sealed class TensorBoardObserverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-curves-").FullName;
    private readonly MemoryStream _stream = new();

    public void Dispose()
    {
        _stream.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void OnStep_WithAGramian_WritesLossesWeightsAndWhatTheGradientsTell()
    {
        using TensorBoardObserver observer = Observe("tasks: [depth, edges]\niterations: 20");

        observer.OnStep(Step(7) with { Gramian = new Gramian([9, 0, 0, 1]) }); // lengths 3 and 1 at a right angle
        observer.OnStep(Step(8));

        List<string> events = EventFile.Read(_stream.ToArray());
        Assert.Equal(["version brain.Event:2", "step 7: session (1, 1)"], events[..2]);
        Assert.StartsWith("step 7: configuration:     problem: scenes\n    tasks: [depth, edges]\n", events[2], StringComparison.Ordinal);
        Assert.Equal(
            [
                "step 7: loss/depth = 0.5", "step 7: weight/depth = 1.5", "step 7: loss/edges = 2", "step 7: weight/edges = 0.5",
                "step 7: training/total-loss = 1.75", "step 7: training/learning-rate = 0.25",
                "step 7: gradients/gradient-magnitude-similarity = 0.6", "step 7: gradients/cosine-similarity = 0", "step 7: gradients/condition-number = 3",
            ],
            events[3..12]);
        Assert.Equal(6, events.Count(text => text.StartsWith("step 8:", StringComparison.Ordinal)));
    }

    [Fact]
    public void OnEvaluation_OfASplit_WritesEveryMetricOfEveryTask()
    {
        using TensorBoardObserver observer = Observe("iterations: 20");

        observer.OnEvaluation(new EvaluationReport(20, "test", [new TaskEvaluation("depth", 0.5, [new MetricValue("RMSE", "m", 2, false), new MetricValue("bad", "", double.NaN, false)])]));

        List<string> events = EventFile.Read(_stream.ToArray());
        Assert.Equal("step 21: session (1, 1)", events[1]); // A run that is done has no step to take back.
        Assert.Equal(["step 20: test/depth/loss = 0.5", "step 20: test/depth/RMSE = 2"], events[3..]);
    }

    [Fact]
    public void OnStep_LongRun_WritesAtMostTenThousandSteps()
    {
        using TensorBoardObserver observer = Observe("tasks: [depth, edges]\niterations: 20001");
        for (int iteration = 1; iteration <= 7; iteration++)
        {
            observer.OnStep(Step(iteration));
        }

        Assert.Equal(["step 3", "step 6"], EventFile.Read(_stream.ToArray())[3..].Select(text => text.Split(':')[0]).Distinct());
    }

    [Fact]
    public void Execute_StoppedAndResumed_WritesAFilePerSittingThatBeginsAtItsStep()
    {
        RunConfiguration configuration = Resolve("""
            method: imtl-g
            iterations: 6
            batch: 4
            threads: 1
            tensorboard: true
            problem-options: {height: 16, width: 16, train: 12, validation: 4, test: 4}
            """);
        RunFolder folder = new(Path.Combine(_folder, "run"));
        using (TrainingRun stopped = new(configuration, TimeProvider.System))
        {
            Assert.Throws<OperationCanceledException>(() => stopped.Execute(folder, resume: false, new SilentObserver(), new CancellationToken(canceled: true)));
        }

        using TrainingRun resumed = new(configuration, TimeProvider.System);
        resumed.Execute(folder, resume: true, new SilentObserver(), CancellationToken.None);

        List<string> events = EventFile.ReadFolder(folder.Path);
        Assert.Equal(["step 1: session (1, 1)", "step 2: session (1, 1)"], events.Where(text => text.Contains("session", StringComparison.Ordinal)));
        Assert.Equal(6, events.Count(text => text.Contains(": loss/depth = ", StringComparison.Ordinal)));
        Assert.Equal(6, events.Count(text => text.Contains(": gradients/condition-number = ", StringComparison.Ordinal)));
        Assert.Equal(6, events.Count(text => text.Contains(": validation/edges/ODS-F = ", StringComparison.Ordinal)));
        Assert.Single(events, text => text.Contains(": test/normals/mean angle = ", StringComparison.Ordinal));
    }

    [Fact]
    public void Clear_AFormerRun_RemovesItsCurvesAndNothingElse()
    {
        RunFolder folder = new(Path.Combine(_folder, "run"));
        TensorBoardObserver.Create(folder, 1, new FixedTime()).Dispose();
        string mine = Path.Combine(folder.TensorBoard, "notes.txt");
        File.WriteAllText(mine, "x");
        Assert.Contains("events.out.tfevents.0000000001.0001", Directory.GetFiles(folder.TensorBoard).Select(Path.GetFileName));

        RunFolders.Clear(folder);

        Assert.Equal([mine], Directory.GetFiles(folder.TensorBoard));
    }

    private TensorBoardObserver Observe(string yaml) => new(Resolve(yaml), () => _stream, new FixedTime(), new SilentObserver());

    private RunConfiguration Resolve(string yaml) => RunConfigurationResolver.Resolve(YamlConfigurationTests.Read(yaml), _folder);

    private static StepReport Step(int iteration) => new(iteration, "training", [0.5, 2], [1.5, 0.5], Certificate.Exact, 0.25, TimeSpan.Zero);
}
