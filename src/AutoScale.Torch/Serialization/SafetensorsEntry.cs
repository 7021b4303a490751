namespace AutoScale.Torch;

/// <summary>One tensor as a safetensors header describes it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="ScalarType">Its element type.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where its bytes end, exclusive.</param>
internal sealed record SafetensorsEntry(string Name, ScalarType ScalarType, long[] Shape, long Begin, long End);
