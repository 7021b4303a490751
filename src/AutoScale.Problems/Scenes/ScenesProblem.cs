using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Scenes;

/// <summary>Generated indoor scenes with the four tasks of NYUv2: segmentation, depth, surface normals and edges. Needs no file.</summary>
/// <remarks>Losses: cross-entropy; L1 in metres; L1 on unit normals; binary cross-entropy with weights 0.95 on edges and 0.05 elsewhere.
/// Primary metrics: mIoU, RMSE, mean angle, ODS-F.</remarks>
public sealed class ScenesProblem : IProblem, IPicturesPredictions
{
    private readonly IReadOnlyList<SceneTask> _tasks;

    /// <summary>Reads the scenes from the cache, or generates them.</summary>
    /// <param name="options">Sizes and seed; null for the defaults.</param>
    /// <param name="tasks">The tasks to learn, by name; null or empty for all four.</param>
    /// <param name="cacheFolder">Where scenes are kept between runs; null for <see cref="CacheFolder.Default"/>.</param>
    /// <param name="notice">Told in one sentence what takes time; may be null.</param>
    /// <exception cref="ProblemException">An option is outside its range, or a task is unknown.</exception>
    public ScenesProblem(
        SceneOptions? options = null, IReadOnlyList<string>? tasks = null, string? cacheFolder = null, Action<string>? notice = null)
    {
        options ??= new SceneOptions();
        _tasks = NameChoice.Tasks(SceneTask.All, task => task.Name, tasks ?? [], "scenes");
        Tasks = [.. _tasks.Select(task => task.ToLearningTask())];
        SceneSet set = SceneCache.LoadOrGenerate(options, cacheFolder ?? CacheFolder.Default(), notice);
        Train = new SceneSplit(set, 0, options.TrainCount, _tasks);
        Validation = new SceneSplit(set, options.TrainCount, options.ValidationCount, _tasks);
        Test = new SceneSplit(set, options.TrainCount + options.ValidationCount, options.TestCount, _tasks);
    }

    /// <inheritdoc/>
    public string Name => "scenes";

    /// <inheritdoc/>
    public string Setting => "";

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <inheritdoc/>
    public IDataSplit Train { get; }

    /// <inheritdoc/>
    public IDataSplit Validation { get; }

    /// <inheritdoc/>
    public IDataSplit Test { get; }

    /// <inheritdoc/>
    public ProblemDefaults Defaults => Usual;

    /// <summary>What trains the problem well, tuned on the single tasks: at 1e-3 the network is under-trained after 1,000 steps.</summary>
    internal static ProblemDefaults Usual { get; } =
        new() { Iterations = 1000, BatchSize = 8, LearningRate = 3e-3, Schedule = "poly", WindowSize = 20 };

    /// <inheritdoc/>
    public MultiTaskModel CreateModel() => new SceneNetwork(_tasks);

    /// <inheritdoc/>
    public IReadOnlyList<PredictionSample> DrawPredictions(Batch batch, IReadOnlyList<Tensor> predictions) => ScenePictures.Draw(_tasks, batch, predictions);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The scenes are plain arrays.
    }
}
