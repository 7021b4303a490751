using AutoScale.Numerics;
using AutoScale.Problems.Idx;
using AutoScale.Runs;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.MultiMnist;

/// <summary>Multi-MNIST: two overlaid digits, each to be classified or reconstructed; from MNIST or any data set in its layout.</summary>
/// <remarks>
/// <para>The training files are split into five sixths to train on and one sixth to validate on (50,000 and 10,000 of MNIST); the test
/// files are left for the test. Within a split each digit is the left one of one pair and the right one of another.</para>
/// <para>Source: Sabour, Frosst and Hinton, "Dynamic Routing Between Capsules", 2017, arXiv:1710.09829, in the form of Sener and Koltun,
/// 2018, arXiv:1810.04650; the settings are those of "Uniform Loss vs. Specialized Optimization", 2025, section 3.1.</para>
/// </remarks>
public sealed class MultiMnistProblem : IProblem, IPicturesPredictions
{
    private const int ValidationShare = 6; // one in so many
    private const int Classes = 10;

    private readonly IReadOnlyList<DigitTask> _tasks;
    private readonly double _dropout;

    /// <summary>Reads the digits and draws the pairs.</summary>
    /// <param name="folder">The folder with the four idx files.</param>
    /// <param name="options">Setting, tasks, sizes and seed.</param>
    /// <exception cref="ProblemException">An option is outside its range, or the digits are not 28 x 28 with classes 0 to 9.</exception>
    /// <exception cref="IOException">A file is missing, unreadable or damaged.</exception>
    public MultiMnistProblem(string folder, MultiMnistOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new MultiMnistOptions();
        DigitSetting setting = FindSetting(options.Setting);
        _tasks = NameChoice.Tasks(setting.Tasks, task => task.Name, options.Tasks, $"multi-mnist {setting.Name}");
        (Defaults, double usual) = setting.For(_tasks);
        _dropout = options.Dropout ?? usual;
        ProblemException.Require(_dropout is >= 0 and < 1, "dropout", "at least 0 and below 1", _dropout);
        Setting = setting.Name;
        Tasks = [.. _tasks.Select(task => task.ToLearningTask())];

        LabelledImages train = Check(IdxFolder.ReadTrain(folder), folder);
        LabelledImages test = Check(IdxFolder.ReadTest(folder), folder);
        int[] order = new SplitMix(options.Seed, 0, 0).Permutation(train.Count);
        int forValidation = Math.Max(1, train.Count / ValidationShare);
        Train = Pair(train, order.AsSpan(forValidation), options.TrainCount, new Draw(options.Seed, 1, "train"));
        Validation = Pair(train, order.AsSpan(0, forValidation), options.ValidationCount, new Draw(options.Seed, 2, "validation"));
        int[] all = new SplitMix(options.Seed, 0, 1).Permutation(test.Count);
        Test = Pair(test, all, options.TestCount, new Draw(options.Seed, 3, "test"));
    }

    /// <inheritdoc/>
    public string Name => "multi-mnist";

    /// <inheritdoc/>
    public string Setting { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LearningTask> Tasks { get; }

    /// <inheritdoc/>
    public IDataSplit Train { get; }

    /// <inheritdoc/>
    public IDataSplit Validation { get; }

    /// <inheritdoc/>
    public IDataSplit Test { get; }

    /// <inheritdoc/>
    public ProblemDefaults Defaults { get; }

    /// <inheritdoc/>
    public MultiTaskModel CreateModel() => new DigitNetwork(_tasks, _dropout);

    /// <inheritdoc/>
    public IReadOnlyList<PredictionSample> DrawPredictions(Batch batch, IReadOnlyList<Tensor> predictions) => DigitPictures.Draw(_tasks, batch, predictions);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The digits are plain arrays.
    }

    /// <summary>Finds a setting by name.</summary>
    internal static DigitSetting FindSetting(string name) =>
        NameChoice.One(DigitSetting.All, setting => setting.Name, name, "setting of multi-mnist");

    private DigitPairs Pair(LabelledImages digits, ReadOnlySpan<int> pool, int? count, Draw draw)
    {
        int pairs = count ?? pool.Length;
        ProblemException.Require(pairs >= 1 && pairs <= pool.Length, draw.Option, $"from 1 to {pool.Length}", pairs);
        int[] partners = new SplitMix(draw.Seed, draw.Stream, 0).Permutation(pool.Length);
        int[] right = new int[pairs];
        for (int i = 0; i < pairs; i++)
        {
            right[i] = pool[partners[i]];
        }

        return new DigitPairs(digits, pool[..pairs].ToArray(), right, _tasks);
    }

    private static LabelledImages Check(LabelledImages digits, string folder)
    {
        if (digits.Height != DigitPairs.DigitSide || digits.Width != DigitPairs.DigitSide)
        {
            throw new IdxException(
                $"multi-mnist needs images of 28 x 28 pixels, those in {folder} have {digits.Height} x {digits.Width}.");
        }

        byte largest = digits.Labels.Max();
        return largest < Classes
            ? digits
            : throw new IdxException($"multi-mnist needs labels from 0 to 9, those in {folder} go up to {largest}.");
    }

    private readonly record struct Draw(long Seed, int Stream, string Option);
}
