using AutoScale.Runs;
using AutoScale.Studies.Store;

namespace AutoScale.Studies.Tests.Store;

public sealed class RunStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-store-").FullName;

    private string File => Path.Combine(_folder, "study.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_AfterOpeningAgain_HasWhatWasPut()
    {
        StoredRun done = Example("runs/a-0") with { Test = [new TaskEvaluation("depth", 0.5, [new MetricValue("RMSE", "m", 0.25, false), new MetricValue("within", "%", double.NaN, true)])] };
        StoredRun failed = Example("runs/b-0") with { Error = "it's broken", SelectionScore = double.NaN };
        using (RunStore store = new(File))
        {
            store.Put(done with { Seed = 9 });
            store.Put(done);
            store.Put(failed);
        }

        using RunStore again = new(File);
        IReadOnlyList<StoredRun> runs = again.All();

        Assert.Equal(2, runs.Count);
        Assert.Equal(done with { Test = [], Tasks = [] }, runs[0] with { Test = [], Tasks = [] });
        Assert.Equal(done.Tasks, runs[0].Tasks);
        Assert.Equal(done.Test[0].Metrics, runs[0].Test[0].Metrics);
        Assert.Equal((failed.Error, 0), (runs[1].Error, runs[1].Test.Count));
        Assert.Equal(double.NaN, runs[1].SelectionScore);
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_IsMadeAnew()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));

        using RunStore store = new(File);

        Assert.Empty(store.All());
    }

    private static StoredRun Example(string folder) => new()
    {
        Label = "unitary",
        Folder = folder,
        Method = "unitary",
        Tasks = ["depth", "edges"],
        Seed = 3,
        BestIteration = 40,
        SecondsPerIteration = 0.05,
        ProcessorSecondsPerIteration = 0.0625,
        Seconds = 7,
        PeakMemory = 5_000_000_000,
        SelectionScore = -1.5,
    };
}
