namespace AutoScale.Problems.Scenes;

/// <summary>What scene set to generate. The defaults are the sizes of NYUv2 at a small resolution.</summary>
public sealed record SceneOptions
{
    /// <summary>Rows of an image: a multiple of 8 from 16 to 1024. Default 64.</summary>
    public int Height { get; init; } = 64;

    /// <summary>Pixels in a row: a multiple of 8 from 16 to 1024. Default 80.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Images to train on and to validate on, together. At least 2. Default 795.</summary>
    public int TrainCount { get; init; } = 795;

    /// <summary>How many of <see cref="TrainCount"/> are set aside for validation. At least 1, less than TrainCount. Default 100.</summary>
    public int ValidationCount { get; init; } = 100;

    /// <summary>Images to test on. At least 1. Default 654.</summary>
    public int TestCount { get; init; } = 654;

    /// <summary>The seed every image is drawn from. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>All images of the set.</summary>
    internal int Count => TrainCount + TestCount;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is outside its range; the message names it.</exception>
    internal void Validate()
    {
        RequireSide(Height, nameof(Height));
        RequireSide(Width, nameof(Width));
        Require(TrainCount >= 2, nameof(TrainCount), "at least 2", TrainCount);
        bool leavesSome = ValidationCount >= 1 && ValidationCount < TrainCount;
        Require(leavesSome, nameof(ValidationCount), $"from 1 to {TrainCount - 1}", ValidationCount);
        Require(TestCount >= 1, nameof(TestCount), "at least 1", TestCount);
        long count = (long)TrainCount + TestCount;
        long most = Array.MaxLength / (3L * Height * Width);
        Require(count <= most, nameof(TrainCount), $"at most {most} together with TestCount", count);
    }

    private static void RequireSide(int side, string name) =>
        Require(side is >= 16 and <= 1024 && side % 8 == 0, name, "a multiple of 8 from 16 to 1024", side);

    private static void Require(bool holds, string name, string valid, long value)
    {
        if (!holds)
        {
            throw new ArgumentException($"Scene option {name} must be {valid}, got {value}.");
        }
    }
}
