namespace AutoScale.Runs;

/// <summary>A picture of a test example: its input, a target or a prediction.</summary>
/// <param name="Label">What it shows, such as "input" or "depth, prediction".</param>
/// <param name="Png">The picture as a PNG file.</param>
public sealed record SamplePicture(string Label, byte[] Png);
