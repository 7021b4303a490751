namespace AutoScale.Cli.Tests;

/// <summary>Options of a training that takes about a second.</summary>
internal static class TinyScenes
{
    public static string[] Sizes { get; } =
    [
        "--problem-set", "height=16", "--problem-set", "width=16", "--problem-set", "train=12", "--problem-set", "validation=4", "--problem-set", "test=4",
    ];

    public static string[] Problem { get; } = ["--problem", "scenes", .. Sizes, "--threads", "1", "--batch", "4"];

    /// <summary>AutoScale over 20 steps: two windows of 5 explore, the rest scalarizes.</summary>
    public static string[] AutoScale { get; } = [.. Problem, "--method", "autoscale", "-n", "20", "--alpha", "0.5", "--tau", "5", "--predictor", "average"];
}
