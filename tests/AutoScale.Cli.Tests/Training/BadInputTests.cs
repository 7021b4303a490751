namespace AutoScale.Cli.Tests.Training;

/// <summary>Every bad input is one sentence, the right exit code, and leaves nothing half-written behind.</summary>
[Collection(EngineTests.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Unknown method 'autoscal' (did you mean 'autoscale'?); valid are unitary, fixed, imtl-g, ", "--method", "autoscal")]
    [InlineData("Unknown problem 'scene' (did you mean 'scenes'?); valid are scenes, multi-mnist.", "--problem", "scene")]
    [InlineData("Unknown setting of multi-mnist 'cl-rl'", "--problem", "multi-mnist", "--setting", "cl-rl")]
    [InlineData("Problem 'scenes' has no settings, got 'big': leave it out.", "--setting", "big")]
    [InlineData("Unknown task of scenes 'edge' (did you mean 'edges'?)", "--tasks", "depth,edge")]
    [InlineData("tasks is 'depth,depth' (--tasks): expected different names separated by commas.", "--tasks", "depth,depth")]
    [InlineData("Option 'alpha' of method 'autoscale' is '1': expected a number above 0 and below 1.", "--alpha", "1")]
    [InlineData("Option 'alpha' of method 'autoscale' is '0': expected a number above 0 and below 1.", "--alpha", "0")]
    [InlineData("Option 'alpha' of method 'autoscale' is 'NaN': expected a number above 0 and below 1.", "--alpha", "NaN")]
    [InlineData("Option 'tau' of method 'autoscale' is '0': expected a whole number of at least 1.", "--tau", "0")]
    [InlineData("Option 'gamma' of method 'autoscale' is '1.5': expected a number from 0 to 1.", "--gamma", "1.5")]
    [InlineData("Option 'cost' of method 'autoscale' is 'equal-los' (did you mean 'equal-loss'?)", "--cost", "equal-los")]
    [InlineData("Unknown option of method autoscale 'alhpa' (--set alhpa=0.1) (did you mean 'alpha'?)", "--set", "alhpa=0.1")]
    [InlineData("--set is 'alpha': expected name=value.", "--set", "alpha")]
    [InlineData("Unknown option of method unitary 'alpha' (--alpha); valid are every, average, freeze-after, freeze-window, freeze-decay, equal-first, clamp, probe.", "--method", "unitary", "--alpha", "0.1")]
    [InlineData("Unknown preset of method autoscale 'papr' (--preset) (did you mean 'paper'?); valid are paper.", "--preset", "papr")]
    [InlineData("Method 'fixed' needs the option 'weights'", "--method", "fixed")]
    [InlineData("Option 'weights' of method 'fixed' has 3 numbers: expected 4, or one for all.", "--method", "fixed", "--weights", "1,2,3")]
    [InlineData("iterations is '0' (--iterations): expected a whole number of at least 1.", "-n", "0")]
    [InlineData("optimizer is 'lion' (--optimizer): expected one of adam, adam-w, sgd.", "--optimizer", "lion")]
    [InlineData("learning-rate is '-1' (--learning-rate): expected a number above 0, at most 1e30.", "--lr", "-1")]
    [InlineData("learning-rate is '1e300' (--learning-rate): expected a number above 0, at most 1e30.", "--lr", "1e300")]
    [InlineData("Option 'tau' of method 'autoscale' is '9999999999': expected a whole number of at least 1, at most 2147483647.", "--tau", "9999999999")]
    [InlineData("alpha is given twice, by --alpha and by --set alpha=0.2: give it once.", "--alpha", "0.3", "--set", "alpha=0.2")]
    [InlineData("alpha is given twice, by --set alpha=0.1 and by --set alpha=0.2: give it once.", "--set", "alpha=0.1", "--set", "alpha=0.2")]
    [InlineData("height is given twice, by --problem-set height=16 and by --problem-set height=24: give it once.", "--problem-set", "height=16", "--problem-set", "height=24")]
    [InlineData("tasks is 'depth,,edges' (--tasks): expected different names separated by commas.", "--tasks", "depth,,edges")]
    [InlineData("A path is empty: name a file or a folder.", "--config", "")]
    [InlineData("Unexpected argument 'x' of 'autoscale train': see 'autoscale train --help'.", "--help", "x")]
    [InlineData("Unknown option '--bogus' of 'autoscale train'", "--help", "--bogus")]
    [InlineData("schedule is 'linear' (--schedule): expected constant, poly", "--schedule", "linear")]
    [InlineData("device is 'gpu' (--device): expected cpu, cuda or cuda:INDEX.", "--device", "gpu")]
    [InlineData("device is 'cuda:99', but the engine sees", "--device", "cuda:99")]
    [InlineData("tensorboard is 'yes' (--tensorboard): expected true or false.", "--tensorboard", "yes")]
    [InlineData("data is 'x' (--data), but problem scenes reads no data: leave it out.", "--data", "x")]
    [InlineData("Unknown option of problem scenes 'heigth' (--problem-set heigth=1) (did you mean 'height'?)", "--problem-set", "heigth=1")]
    [InlineData("There is no configuration file", "--config", "nowhere.yaml")]
    [InlineData("Unknown option '--learning-rat' of 'autoscale train' (did you mean '--learning-rate'?); see 'autoscale train --help'.", "--learning-rat", "1")]
    [InlineData("Unexpected argument 'scenes' of 'autoscale train': see 'autoscale train --help'.", "scenes")]
    public void Train_WrongOption_IsAUsageErrorAndWritesNothing(string expected, params string[] args) =>
        RequireRefused(ExitCode.Usage, expected, args);

    [Theory]
    [InlineData("--problem-set", "height=17")]
    [InlineData("--problem-set", "train=0")]
    [InlineData("--problem-set", "train=ten")]
    [InlineData("--problem-set", "data-seed=99999999999999999999")]
    public void Train_ProblemOptionOutOfRange_IsAUsageErrorAndWritesNothing(params string[] args) => RequireRefused(ExitCode.Usage, string.Empty, args);

    [Fact]
    public void Train_AutoScaleWithOneTask_NamesTheSmallestNumber() =>
        RequireRefused(ExitCode.Usage, "Method 'autoscale' needs at least 2 tasks", "--tasks", "depth", "--method", "autoscale");

    [Fact]
    public void Train_BatchLargerThanTheTrainingSplit_IsAUsageError() =>
        RequireRefused(ExitCode.Usage, "batch must be 1 to 12 (the training samples), got 64.", [.. TinyScenes.Problem[..^2], "--batch", "64"]);

    [Fact]
    public void Train_BatchLargerThanTheTrainingSplit_IsFoundBeforeScenesAreGenerated()
    {
        CommandRun run = RequireRefused(ExitCode.Usage, "batch must be 1 to 99999 (the training samples), got 100000.", "--problem-set", "train=99999", "--batch", "100000");

        Assert.DoesNotContain("Generating", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_BatchLargerThanTheTrainingSplit_IsFoundBeforeFilesAreRead() =>
        RequireRefused(ExitCode.Usage, "batch must be 1 to 10 (the training samples), got 11.", "--problem", "multi-mnist", "--data", "nowhere", "--problem-set", "train=10", "--batch", "11");

    [Fact]
    public void Train_UnknownYamlKey_NamesFileLineAndNearestKey()
    {
        _folder.Write("run.yaml", "problem: scenes\nlearning_rate: 1\n");

        RequireRefused(ExitCode.Usage, "Unknown key 'learning_rate' (line 2 of run.yaml) (did you mean 'learning-rate'?); valid are problem,", "--config", "run.yaml");
    }

    [Fact]
    public void Train_YamlValueOutOfRange_NamesFileAndLine()
    {
        _folder.Write("run.yaml", "problem: scenes\nbatch: zero\n");

        RequireRefused(ExitCode.Usage, "batch is 'zero' (line 2 of run.yaml): expected a whole number of at least 1.", "--config", "run.yaml");
    }

    [Fact]
    public void Train_MissingData_NamesTheFolder()
    {
        CommandRun run = RequireRefused(ExitCode.Failure, string.Empty, "--problem", "multi-mnist", "--data", "nowhere");

        Assert.Contains(Path.Combine(_folder.Path, "nowhere"), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_CorruptIdxFile_NamesTheFile()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "digits"));
        foreach (string file in (string[])["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
        {
            _folder.Write(Path.Combine("digits", file), "this is not an idx file");
        }

        CommandRun run = RequireRefused(ExitCode.Failure, string.Empty, "--problem", "multi-mnist", "--data", "digits");

        Assert.Contains("-ubyte", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Runs train with a folder of its own and requires one sentence and no folder.</summary>
    private CommandRun RequireRefused(int exitCode, string expected, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder.Path, ["train", "--out", "run", .. args]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith("autoscale: " + expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.DoesNotContain(" at AutoScale.", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(_folder.Path, "run")), "A refused run leaves no folder.");
        return run;
    }
}
