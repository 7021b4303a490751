namespace AutoScale.Problems.Idx;

/// <summary>An array of bytes with its sizes, as an idx file holds it.</summary>
/// <param name="Shape">The size of each dimension; the first counts samples.</param>
/// <param name="Values">The bytes, the last dimension fastest.</param>
public sealed record IdxArray(IReadOnlyList<int> Shape, byte[] Values);
