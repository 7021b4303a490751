namespace AutoScale.Runs;

/// <summary>What the selected model makes of one test example.</summary>
/// <param name="Caption">What pictures cannot say, such as a predicted class; may be empty.</param>
/// <param name="Pictures">The input first, then target and prediction of every task that has pictures.</param>
public sealed record PredictionSample(string Caption, IReadOnlyList<SamplePicture> Pictures);
