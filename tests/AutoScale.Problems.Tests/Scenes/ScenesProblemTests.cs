using AutoScale.Problems.Scenes;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Tests.Scenes;

public sealed class ScenesProblemTests : IDisposable
{
    private static readonly SceneOptions _options = new() { Height = 32, Width = 40, TrainCount = 16, ValidationCount = 3, TestCount = 4 };

    private readonly TemporaryFolder _folder = new();
    private readonly TensorScope _scope = new();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Load_TwoImages_GivesTheirColoursAndLabels()
    {
        SceneSet set = SceneGenerator.Generate(_options);
        using ScenesProblem problem = Create();
        const int Plane = 32 * 40;

        Batch batch = problem.Validation.Load([2, 0], Device.Cpu);

        Assert.Equal([2, 3, 32, 40], batch.Input.Shape);
        Assert.Equal([2, 32, 40], batch.Targets[0].Shape);
        Assert.Equal((set.Rgb[18 * 3 * Plane] - 127.5) / 63.75, batch.Input.ToArray<float>()[0], 5); // image 16 + 2
        Assert.Equal(set.Segmentation.AsSpan(18 * Plane, Plane).ToArray().Select(label => (long)label), batch.Targets[0].ToArray<long>()[..Plane]);
        Assert.Equal(set.Depth.AsSpan(16 * Plane, Plane).ToArray(), batch.Targets[1].ToArray<float>()[Plane..]);
        Assert.Equal(set.Normals[18 * 3 * Plane] / 127.0, batch.Targets[2].ToArray<float>()[0], 6);
        Assert.Equal(set.Edges.AsSpan(16 * Plane, Plane).ToArray().Select(edge => (float)edge), batch.Targets[3].ToArray<float>()[Plane..]);
    }

    [Fact]
    public void Load_IndexOutsideTheSplit_Throws()
    {
        using ScenesProblem problem = Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => problem.Validation.Load([3], Device.Cpu));
        Assert.Throws<ArgumentOutOfRangeException>(() => problem.Validation.Load([-1], Device.Cpu));
    }

    [Fact]
    public void CreateModel_AllTasks_SplitsItsParametersBetweenTrunkAndHeads()
    {
        using ScenesProblem problem = Create();

        ParameterPartition.AssertHolds(problem);
    }

    [Fact]
    public void Decode_EachTask_GivesItsChannelsAtFullResolution()
    {
        using ScenesProblem problem = Create();
        using MultiTaskModel model = problem.CreateModel();

        IReadOnlyList<Tensor> stages = model.Encode(problem.Train.Load([0, 1], Device.Cpu).Input);

        Assert.Equal([[2, 16, 32, 40], [2, 32, 16, 20], [2, 64, 8, 10], [2, 96, 4, 5]], stages.Select(stage => stage.Shape));
        Assert.Equal([13, 1, 3, 1], Enumerable.Range(0, 4).Select(task => model.Decode(task, stages).Size(1)));
        Assert.All(Enumerable.Range(0, 4), task => Assert.Equal([32, 40], model.Decode(task, stages).Shape[2..]));
        float[] lengths = model.Decode(2, stages).Square().Sum([1]).ToArray<float>();
        Assert.All(lengths, length => Assert.Equal(1, length, 4));
    }

    [Fact]
    public void Loss_OfEdges_WeighsEdgesNineteenTimes()
    {
        using ScenesProblem problem = Create();
        TaskLoss loss = problem.Tasks[3].Loss;
        Tensor zero = Tensor.Zeros([1, 1, 1, 2]); // probability one half everywhere: log 2 per pixel before weights

        Assert.Equal(0.95 * Math.Log(2), loss(zero, Tensor.Ones([1, 1, 1, 2])).Item(), 6);
        Assert.Equal(0.05 * Math.Log(2), loss(zero, zero).Item(), 6);
        Assert.Equal(0.5 * Math.Log(2), loss(zero, Tensor.From([1f, 0], 1, 1, 1, 2)).Item(), 6);
    }

    [Fact]
    public void Training_OfFewScenes_LowersEveryLoss()
    {
        using ScenesProblem problem = Create();

        (IReadOnlyList<double[]> losses, TrainingResult result) = Training.Run(problem, 60, 8);

        for (int task = 0; task < 4; task++)
        {
            double before = losses.Take(3).Average(step => step[task]);
            double after = losses.TakeLast(3).Average(step => step[task]);
            Assert.True(after < 0.8 * before, $"{problem.Tasks[task].Name} went from {before} to {after}");
        }

        Assert.Equal(["mIoU", "RMSE", "mean angle", "ODS-F"], result.Test.Tasks.Select(task => task.Metrics[0].Name));
        Assert.All(result.Test.Tasks.SelectMany(task => task.Metrics), metric => Assert.True(double.IsFinite(metric.Value)));
    }

    [Fact]
    public void Create_SubsetOfTasks_HasOnlyTheirHeadsInTheProblemsOrder()
    {
        using ScenesProblem problem = Create("edges", "Depth");
        using MultiTaskModel model = problem.CreateModel();

        Assert.Equal(["depth", "edges"], problem.Tasks.Select(task => task.Name));
        Assert.Equal(["encoder", "depth", "edges"], model.NamedParameters().Select(parameter => parameter.Name.Split('.')[0]).Distinct());
        Assert.Equal([[1, 1, 32, 40], [1, 1, 32, 40]], problem.Train.Load([0], Device.Cpu).Targets.Select(target => target.Shape));
    }

    [Fact]
    public void Create_UnknownOrRepeatedTask_SaysWhatIsValid()
    {
        Assert.Contains("'normal' (did you mean 'normals'?)", Fails("normal"), StringComparison.Ordinal);
        Assert.Contains("valid are segmentation, depth, normals, edges", Fails("colour"), StringComparison.Ordinal);
        Assert.Contains("named twice", Fails("depth", "depth"), StringComparison.Ordinal);

        string Fails(params string[] tasks) => Assert.Throws<ProblemException>(() => Create(tasks)).Message;
    }

    private ScenesProblem Create(params string[] tasks) => new(_options, tasks, _folder.Path);
}
