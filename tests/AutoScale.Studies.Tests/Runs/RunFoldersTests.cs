using AutoScale.Studies.Configuration;
using AutoScale.Studies.Runs;
using AutoScale.Studies.Tests.Configuration;
using AutoScale.Training.Checkpoints;

namespace AutoScale.Studies.Tests.Runs;

public sealed class RunFoldersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("autoscale-studies-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Free_SomeFoldersTaken_IsTheFirstThatIsNot()
    {
        RunConfiguration run = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read("seed: 4"), _folder);
        Assert.Equal(Path.Combine(_folder, "runs", "scenes-autoscale-4-1"), RunFolders.Free(_folder, run));

        Directory.CreateDirectory(Path.Combine(_folder, "runs", "scenes-autoscale-4-1"));
        Directory.CreateDirectory(Path.Combine(_folder, "runs", "scenes-autoscale-4-3"));

        Assert.Equal(Path.Combine(_folder, "runs", "scenes-autoscale-4-2"), RunFolders.Free(_folder, run));
        Assert.False(Path.Exists(RunFolders.Free(_folder, run)));
    }

    [Fact]
    public void RequireFresh_MissingEmptyOrKilledBeforeItsFirstFile_IsFresh()
    {
        RunFolders.RequireFresh(Path.Combine(_folder, "missing"), overwrite: false);
        RunFolders.RequireFresh(_folder, overwrite: false);
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoint"));
        File.WriteAllText(Path.Combine(_folder, "config.yaml.tmp"), "problem: sc");
        RunFolders.RequireFresh(_folder, overwrite: false);
    }

    [Fact]
    public void RequireFresh_ARun_NeedsOverwrite()
    {
        File.WriteAllText(Path.Combine(_folder, "config.yaml"), "");

        Assert.Throws<ConfigurationException>(() => RunFolders.RequireFresh(_folder, overwrite: false));
        RunFolders.RequireFresh(_folder, overwrite: true);
    }

    [Fact]
    public void Clear_AFormerRun_LeavesNothingOfItAndEverythingElse()
    {
        RunFolder folder = new(_folder);
        string[] files = [folder.Config, folder.Summary, folder.Trace, folder.Metrics, folder.Weights, folder.LastCheckpoint, folder.BestModel];
        foreach (string file in (string[])[.. files, Path.Combine(_folder, "notes.txt")])
        {
            File.WriteAllText(file, "x");
        }

        RunFolders.Clear(folder);

        Assert.Equal(["notes.txt"], Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }
}
