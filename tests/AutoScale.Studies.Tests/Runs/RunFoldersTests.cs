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
    public void Claim_SomeFoldersTaken_IsTheFirstThatIsNot()
    {
        RunConfiguration run = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read("seed: 4"), _folder);
        Directory.CreateDirectory(Path.Combine(_folder, "runs", "scenes-autoscale-4-2"));

        string first = RunFolders.Claim(_folder, run);
        string second = RunFolders.Claim(_folder, run);

        Assert.Equal([Path.Combine(_folder, "runs", "scenes-autoscale-4-1"), Path.Combine(_folder, "runs", "scenes-autoscale-4-3")], [first, second]);
        RunFolders.RequireFresh(first, overwrite: false);
        new RunFolder(first).Lock().Dispose();
    }

    [Fact]
    public void Claim_ManyAtOnce_GivesEachItsOwn()
    {
        RunConfiguration run = RunConfigurationResolver.Resolve(YamlConfigurationTests.Read("seed: 4"), _folder);
        string[] claimed = new string[64];

        Parallel.For(0, claimed.Length, i => claimed[i] = RunFolders.Claim(_folder, run));

        Assert.Equal(claimed.Length, claimed.Distinct().Count());
    }

    [Fact]
    public void Abandon_OnlyAClaimWithoutARun_IsRemoved()
    {
        string claimed = RunFolders.Claim(_folder, RunConfigurationResolver.Resolve(YamlConfigurationTests.Read("seed: 4"), _folder));
        string begun = new RunFolder(Path.Combine(_folder, "begun")).Path;
        string mine = Directory.CreateDirectory(Path.Combine(_folder, "mine")).FullName;

        foreach (string path in (string[])[claimed, begun, mine, Path.Combine(_folder, "missing")])
        {
            RunFolders.Abandon(path);
        }

        Assert.Equal((false, true, true), (Path.Exists(claimed), Path.Exists(begun), Path.Exists(mine)));
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
        string[] files = [folder.Config, folder.Summary, folder.Trace, folder.Metrics, folder.Weights, folder.Samples, folder.LastCheckpoint, folder.BestModel];
        foreach (string file in (string[])[.. files, Path.Combine(_folder, "notes.txt")])
        {
            File.WriteAllText(file, "x");
        }

        RunFolders.Clear(folder);

        Assert.Equal(["notes.txt"], Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }
}
