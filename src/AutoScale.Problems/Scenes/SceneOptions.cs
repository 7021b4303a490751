namespace AutoScale.Problems.Scenes;

/// <summary>What scene set to generate. The defaults are the sizes of NYUv2 at a small resolution.</summary>
public sealed record SceneOptions
{
    /// <summary>Rows of an image: a multiple of 8 from 16 to 1024. Default 64.</summary>
    public int Height { get; init; } = 64;

    /// <summary>Pixels in a row: a multiple of 8 from 16 to 1024. Default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Images to train on. At least 1. Default 695: NYUv2's 795 less those for validation.</summary>
    public int TrainCount { get; init; } = 695;

    /// <summary>Images to select models on. At least 1. Default 100.</summary>
    public int ValidationCount { get; init; } = 100;

    /// <summary>Images to test on. At least 1. Default 654.</summary>
    public int TestCount { get; init; } = 654;

    /// <summary>The seed every image is drawn from. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>All images of the set.</summary>
    internal int Count => TrainCount + ValidationCount + TestCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ProblemException">A value is outside its range; the message names it.</exception>
    internal void Validate()
    {
        RequireSide(Height, "height");
        RequireSide(Width, "width");
        ProblemException.Require(TrainCount >= 1, "train", "at least 1", TrainCount);
        ProblemException.Require(ValidationCount >= 1, "validation", "at least 1", ValidationCount);
        ProblemException.Require(TestCount >= 1, "test", "at least 1", TestCount);
        long count = (long)TrainCount + ValidationCount + TestCount;
        long most = Array.MaxLength / (3L * Height * Width);
        ProblemException.Require(count <= most, "train + validation + test", $"at most {most} at this size", count);
    }

    private static void RequireSide(int side, string name) =>
        ProblemException.Require(side is >= 16 and <= 1024 && side % 8 == 0, name, "a multiple of 8 from 16 to 1024", side);
}
