using AutoScale.Torch;
using AutoScale.Training;

namespace AutoScale.Problems.Scenes;

/// <summary>A run of images of a set: those to train, validate or test on.</summary>
internal sealed class SceneSplit : IDataSplit
{
    private readonly SceneSet _set;
    private readonly int _first;
    private readonly IReadOnlyList<SceneTask> _tasks;

    /// <summary>Creates the split.</summary>
    /// <param name="set">The images.</param>
    /// <param name="first">The first image of the split.</param>
    /// <param name="count">How many images. At least 1.</param>
    /// <param name="tasks">Which targets a batch carries, in order.</param>
    public SceneSplit(SceneSet set, int first, int count, IReadOnlyList<SceneTask> tasks)
    {
        _set = set;
        _first = first;
        Count = count;
        _tasks = tasks;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Batch Load(ReadOnlySpan<int> indices, Device device)
    {
        int[] images = indices.ToArray();
        for (int i = 0; i < images.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(images[i], nameof(indices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(images[i], Count, nameof(indices));
            images[i] += _first;
        }

        using TensorScope scope = new();
        Tensor input = scope.Keep(SceneTask.LoadInput(_set, images, device));
        return new Batch(input, [.. _tasks.Select(task => scope.Keep(task.Load(_set, images, device)))]);
    }
}
