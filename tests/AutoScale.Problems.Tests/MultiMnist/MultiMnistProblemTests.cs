using AutoScale.Problems.Idx;
using AutoScale.Problems.MultiMnist;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.MultiMnist;

public sealed class MultiMnistProblemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();

    public MultiMnistProblemTests() => TinyDigits.Write(_folder.Path);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Load_OnePair_IsTheBrighterOfBothDigitsAtTheirCorners()
    {
        Batch classes = Create("cl-cr").Train.Load([4], Device.Cpu);
        (int left, int right) = ((int)classes.Targets[0].Item(), (int)classes.Targets[1].Item());

        float[] canvas = classes.Input.ToArray<float>();

        Assert.Equal([1, 1, 36, 36], classes.Input.Shape);
        for (int row = 0; row < 36; row++)
        {
            for (int column = 0; column < 36; column++)
            {
                byte upper = row < 28 && column < 28 ? TinyDigits.Pixel(left, row, column) : (byte)0;
                byte lower = row >= 8 && column >= 8 ? TinyDigits.Pixel(right, row - 8, column - 8) : (byte)0;
                double expected = ((Math.Max(upper, lower) / 255.0) - 0.1307) / 0.3081;
                Assert.Equal(expected, canvas[(row * 36) + column], 5);
            }
        }
    }

    [Fact]
    public void Load_ReconstructionTargets_AreTheSingleDigits()
    {
        int[] indices = [0, 7, 3];
        Batch images = Create("rl-rr").Train.Load(indices, Device.Cpu);
        Batch classes = Create("cl-cr").Train.Load(indices, Device.Cpu);

        for (int task = 0; task < 2; task++)
        {
            Assert.Equal([3, 784], images.Targets[task].Shape);
            float[] pixels = images.Targets[task].ToArray<float>();
            long[] labels = classes.Targets[task].ToArray<long>();
            for (int i = 0; i < pixels.Length; i++)
            {
                Assert.Equal(TinyDigits.Pixel((int)labels[i / 784], i / 28 % 28, i % 28) / 255.0, pixels[i], tolerance: 1e-6);
            }
        }
    }

    [Fact]
    public void Load_SameSeed_GivesTheSamePairsAndAnotherSeedOthers()
    {
        int[] all = [.. Enumerable.Range(0, 50)];
        float[] first = Create("cl-rr").Train.Load(all, Device.Cpu).Input.ToArray<float>();
        float[] second = Create("cl-rr").Train.Load(all, Device.Cpu).Input.ToArray<float>();
        float[] other = Create("cl-rr", new() { Seed = 1 }).Train.Load(all, Device.Cpu).Input.ToArray<float>();

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Splits_OfSixtyDigits_AreFiftyTenAndTheTestFiles()
    {
        using MultiMnistProblem problem = Create("cl-cr");

        Assert.Equal((50, 10, 20), (problem.Train.Count, problem.Validation.Count, problem.Test.Count));
    }

    [Fact]
    public void Splits_OfOneDataSet_UseEachDigitOnceOnEachSideAndShareNone()
    {
        using MultiMnistProblem problem = Create("cl-cr");

        foreach (int task in (int[])[0, 1])
        {
            // 60 digits of 10 classes: 6 of each over train and validation together, whichever way they are split.
            IEnumerable<long> labels = Labels(problem.Train, task).Concat(Labels(problem.Validation, task));
            Assert.All(labels.GroupBy(label => label), group => Assert.Equal(6, group.Count()));
            Assert.All(Labels(problem.Test, task).GroupBy(label => label), group => Assert.Equal(2, group.Count()));
        }

        Assert.NotEqual(Labels(problem.Train, 0), Labels(problem.Train, 1));
    }

    [Theory]
    [InlineData("cl-rr", "", 0.001)]
    [InlineData("cl-cr", "", 0.0025)]
    [InlineData("rl-rr", "", 0.001)]
    [InlineData("cl-rr", "classify-left", 0.0025)]
    [InlineData("cl-cr", "classify-right", 0.005)]
    public void Defaults_OfASetting_AreThePublishedOnes(string setting, string task, double expected)
    {
        using MultiMnistProblem problem = Create(setting, new() { Tasks = task.Length == 0 ? [] : [task] });

        Assert.Equal(expected, problem.Defaults.LearningRate);
        Assert.Equal((256, OptimizerKind.Adam, "constant"), (problem.Defaults.BatchSize, problem.Defaults.Optimizer, problem.Defaults.Schedule));
        Assert.Equal(task.Length == 0 ? 2 : 1, problem.Tasks.Count);
    }

    [Theory]
    [InlineData("cl-rr")]
    [InlineData("cl-cr")]
    [InlineData("rl-rr")]
    public void CreateModel_AnySetting_SplitsItsParametersBetweenTrunkAndHeads(string setting)
    {
        using MultiMnistProblem problem = Create(setting, new() { Dropout = 0 });

        ParameterPartition.AssertHolds(problem);
    }

    [Fact]
    public void Encode_OneBatch_GivesFiftyFeatures()
    {
        using MultiMnistProblem problem = Create("cl-rr");
        using MultiTaskModel model = problem.CreateModel();

        IReadOnlyList<Tensor> representation = model.Encode(problem.Train.Load([0, 1, 2], Device.Cpu).Input);

        Assert.Equal([3, 50], Assert.Single(representation).Shape);
        Assert.Equal([3, 10], model.Decode(0, representation).Shape);
        Assert.Equal([3, 784], model.Decode(1, representation).Shape);
    }

    [Fact]
    public void Encode_WithDropout_IsRandomInTrainingOnly()
    {
        using MultiMnistProblem problem = Create("cl-rr", new() { Dropout = 0.5 });
        using MultiTaskModel model = problem.CreateModel();
        Tensor input = problem.Train.Load([0, 1, 2], Device.Cpu).Input;

        Assert.NotEqual(Encode(), Encode());
        model.Evaluate();
        Assert.Equal(Encode(), Encode());

        float[] Encode() => model.Encode(input)[0].ToArray<float>();
    }

    [Fact]
    public void Training_OfTinyDigits_LearnsBothTasks()
    {
        using MultiMnistProblem problem = Create("cl-rr");

        (IReadOnlyList<double[]> losses, TrainingResult result) = Training.Run(problem, 150, 25);

        Assert.True(losses[^1][0] < losses[0][0] / 2, $"classification went from {losses[0][0]} to {losses[^1][0]}");
        Assert.True(losses[^1][1] < losses[0][1] / 5, $"reconstruction went from {losses[0][1]} to {losses[^1][1]}");
        Assert.True(result.Test.Tasks[0].Metrics[0].Value > 50);
    }

    [Fact]
    public void Create_FewerPairs_TakesSoMany()
    {
        using MultiMnistProblem problem = Create("cl-rr", new() { TrainCount = 5, ValidationCount = 3, TestCount = 2 });

        Assert.Equal((5, 3, 2), (problem.Train.Count, problem.Validation.Count, problem.Test.Count));
    }

    [Fact]
    public void Create_TooManyPairsOrDropoutOfOne_NamesTheOption()
    {
        Assert.Contains("'train' is 51: expected from 1 to 50", Fails(new() { TrainCount = 51 }), StringComparison.Ordinal);
        Assert.Contains("'test' is 0", Fails(new() { TestCount = 0 }), StringComparison.Ordinal);
        Assert.Contains("'dropout' is 1: expected at least 0 and below 1", Fails(new() { Dropout = 1 }), StringComparison.Ordinal);

        string Fails(MultiMnistOptions options) => Assert.Throws<ProblemException>(() => Create("cl-rr", options)).Message;
    }

    [Fact]
    public void Create_ImagesOfAnotherSize_SaysWhichAreNeeded()
    {
        TinyDigits.Write(_folder.Path, side: 20);

        Assert.Contains("28 x 28 pixels, those in", Assert.Throws<IdxException>(() => Create("cl-rr")).Message, StringComparison.Ordinal);
    }

    private static long[] Labels(IDataSplit split, int task) =>
        split.Load([.. Enumerable.Range(0, split.Count)], Device.Cpu).Targets[task].ToArray<long>();

    private MultiMnistProblem Create(string setting, MultiMnistOptions? options = null) =>
        new(_folder.Path, (options ?? new MultiMnistOptions()) with { Setting = setting });
}
