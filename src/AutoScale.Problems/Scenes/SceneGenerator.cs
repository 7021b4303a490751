using AutoScale.Numerics;
using AutoScale.Problems.Scenes.Rendering;

namespace AutoScale.Problems.Scenes;

/// <summary>Generates indoor scenes: box rooms with furniture, seen by ray casting, with exact labels.</summary>
/// <remarks>
/// <para>Each image is drawn from (seed, split, index) alone: the same images come out whatever the number of threads, and image i
/// stays the same when a set grows.</para>
/// <para>The tasks and the 13 classes are those of NYUv2 (Silberman et al., "Indoor Segmentation and Support Inference from RGBD
/// Images", ECCV 2012); no image of it is used.</para>
/// </remarks>
public static class SceneGenerator
{
    /// <summary>Counts changes of what is generated: a cached set of another version is not used.</summary>
    public const int Version = 1;

    private const int TrainStream = 0;
    private const int ValidationStream = 1;
    private const int TestStream = 2;

    /// <summary>Generates a whole set: the training images first, then those for validation, then those to test on.</summary>
    /// <param name="options">Sizes and seed.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <returns>The set, <c>TrainCount + ValidationCount + TestCount</c> images.</returns>
    /// <exception cref="ProblemException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static SceneSet Generate(SceneOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        SceneSet set = new(options.Count, options.Height, options.Width);
        ParallelOptions parallel = new() { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(
            0,
            set.Count,
            parallel,
            () => new SceneRenderer(set),
            (image, _, renderer) =>
            {
                renderer.Render(RandomOf(options, image), image);
                return renderer;
            },
            _ => { });
        return set;
    }

    private static SplitMix RandomOf(SceneOptions options, int image)
    {
        if (image < options.TrainCount)
        {
            return new SplitMix(options.Seed, TrainStream, image);
        }

        image -= options.TrainCount;
        return image < options.ValidationCount
            ? new SplitMix(options.Seed, ValidationStream, image)
            : new SplitMix(options.Seed, TestStream, image - options.ValidationCount);
    }
}
