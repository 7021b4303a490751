using System.Buffers;
using System.Runtime.InteropServices;
using AutoScale.Problems.Metrics;
using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Scenes;

/// <summary>One of the four dense tasks: its labels, the channels of its head, its loss and metrics.</summary>
internal sealed class SceneTask
{
    private const double EdgeWeight = 0.95;
    private const double OtherWeight = 0.05;
    private const double InputMean = 127.5;
    private const double InputDeviation = 63.75;

    private readonly Func<SceneSet, int[], Device, Tensor> _load;
    private readonly TaskLoss _loss;
    private readonly Func<IReadOnlyList<ITaskMetric>> _createMetrics;

    private SceneTask(
        string name,
        int channels,
        Func<SceneSet, int[], Device, Tensor> load,
        TaskLoss loss,
        Func<IReadOnlyList<ITaskMetric>> createMetrics)
    {
        Name = name;
        Channels = channels;
        _load = load;
        _loss = loss;
        _createMetrics = createMetrics;
    }

    /// <summary>The tasks in the order of NYUv2's tables.</summary>
    public static IReadOnlyList<SceneTask> All { get; } =
    [
        new("segmentation", SceneSet.ClassCount, LoadClasses, SegmentationLoss, () => Confusion.Metrics(SceneSet.ClassCount))
        {
            Paint = ScenePalette.Class,
            ToLabels = logits => logits.ArgMax(1),
        },
        new("depth", 1, LoadDepth, Functional.L1Loss, DepthError.Metrics) { Paint = ScenePalette.Depth },
        new("normals", 3, LoadNormals, Functional.L1Loss, NormalAngle.Metrics) { Paint = ScenePalette.Normal },
        new("edges", 1, LoadEdges, EdgeLoss, BestThresholdF.Metrics)
        {
            Paint = ScenePalette.Edge,
            ToLabels = logits => logits.Sigmoid(),
        },
    ];

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>Channels of the head's output.</summary>
    public int Channels { get; }

    /// <summary>Whether the head's output is scaled to unit length across channels.</summary>
    public bool IsDirection => Channels == 3;

    /// <summary>The colours of its labels.</summary>
    public required PixelPainter Paint { get; init; }

    /// <summary>Turns the head's output into what labels look like: classes, probabilities. Default as it is.</summary>
    public Func<Tensor, Tensor> ToLabels { get; private init; } = prediction => prediction;

    /// <summary>The task with its loss and metrics.</summary>
    public LearningTask ToLearningTask() => new(Name, _loss, _createMetrics);

    /// <summary>The labels of some images.</summary>
    public Tensor Load(SceneSet set, int[] images, Device device) => _load(set, images, device);

    /// <summary>The colours of some images, about -2..2, [B, 3, H, W].</summary>
    public static Tensor LoadInput(SceneSet set, int[] images, Device device)
    {
        Tensor bytes = Gather(set.Rgb, images, [images.Length, 3, set.Height, set.Width], ScalarType.UInt8);
        return (bytes.To(device).To(ScalarType.Float32) - InputMean) * (1 / InputDeviation);
    }

    /// <summary>The colours, 0..255, that <see cref="LoadInput"/> made an input of.</summary>
    public static Tensor ToColours(Tensor input) => (input * InputDeviation) + InputMean;

    private static Tensor LoadClasses(SceneSet set, int[] images, Device device) =>
        Gather(set.Segmentation, images, [images.Length, set.Height, set.Width], ScalarType.UInt8).To(device).To(ScalarType.Int64);

    private static Tensor LoadDepth(SceneSet set, int[] images, Device device) =>
        Gather(MemoryMarshal.AsBytes(set.Depth.AsSpan()), images, [images.Length, 1, set.Height, set.Width], ScalarType.Float32).To(device);

    private static Tensor LoadNormals(SceneSet set, int[] images, Device device)
    {
        ReadOnlySpan<byte> source = MemoryMarshal.AsBytes(set.Normals.AsSpan());
        Tensor bytes = Gather(source, images, [images.Length, 3, set.Height, set.Width], ScalarType.Int8);
        return bytes.To(device).To(ScalarType.Float32) * (1 / SceneSet.NormalScale);
    }

    private static Tensor LoadEdges(SceneSet set, int[] images, Device device) =>
        Gather(set.Edges, images, [images.Length, 1, set.Height, set.Width], ScalarType.UInt8).To(device).To(ScalarType.Float32);

    private static Tensor SegmentationLoss(Tensor prediction, Tensor target) => Functional.CrossEntropy(prediction, target);

    /// <summary>Few pixels are edges: each counts as much as 19 others.</summary>
    private static Tensor EdgeLoss(Tensor prediction, Tensor target) =>
        Functional.BinaryCrossEntropyWithLogits(prediction, target, (target * (EdgeWeight - OtherWeight)) + OtherWeight);

    private static Tensor Gather(ReadOnlySpan<byte> source, int[] images, ReadOnlySpan<long> shape, ScalarType type)
    {
        int length = 1;
        foreach (long size in shape[1..])
        {
            length *= (int)size;
        }

        length *= type == ScalarType.Float32 ? sizeof(float) : 1;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(images.Length * length);
        for (int i = 0; i < images.Length; i++)
        {
            source.Slice(images[i] * length, length).CopyTo(bytes.AsSpan(i * length));
        }

        Tensor tensor = Tensor.FromBytes(bytes.AsSpan(0, images.Length * length), type, shape);
        ArrayPool<byte>.Shared.Return(bytes);
        return tensor;
    }
}
