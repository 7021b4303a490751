using AutoScale.Runs;
using AutoScale.Studies.Store;

using Microsoft.Data.Sqlite;

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
        Assert.Equal(done with { Test = [], Tasks = [], Weights = [] }, runs[0] with { Test = [], Tasks = [], Weights = [] });
        Assert.Equal(done.Tasks, runs[0].Tasks);
        Assert.Equal(done.Weights, runs[0].Weights);
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

    [Fact]
    public void Put_DatabaseThatLostATable_NamesTheFileAndSaysWhatToDo()
    {
        using RunStore store = new(File);
        using (SqliteConnection other = new($"Data Source={File};Pooling=False"))
        {
            other.Open();
            using SqliteCommand drop = other.CreateCommand();
            drop.CommandText = "DROP TABLE results; DROP TABLE runs;";
            drop.ExecuteNonQuery();
        }

        IOException fault = Assert.Throws<IOException>(() => store.Put(Example("runs/a-0")));

        Assert.Equal(
            $"The study's database {File} cannot be written: SQLite Error 1: 'no such table: runs'. It holds nothing that the run folders do not: remove it and give the same command again, and it is made anew.",
            fault.Message);
    }

    private static StoredRun Example(string folder) => new()
    {
        Label = "unitary",
        Folder = folder,
        Method = "unitary",
        Tasks = ["depth", "edges"],
        Seed = 3,
        Weights = [0.1, 1.9],
        BestIteration = 40,
        SecondsPerIteration = 0.05,
        ProcessorSecondsPerIteration = 0.0625,
        Seconds = 7,
        PeakMemory = 5_000_000_000,
        SelectionScore = -1.5,
    };
}
