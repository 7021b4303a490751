namespace AutoScale.Evaluation;

/// <summary>A row of a results table: what one method reached with one seed.</summary>
/// <param name="Method">The method's name; the single-task baselines of a seed together are one "method".</param>
/// <param name="Seed">The seed of data order and initialisation; 0 where there is but one run.</param>
/// <param name="Values">One value for each metric of the table, in its order and each in its unit.</param>
public sealed record ResultRun(string Method, int Seed, IReadOnlyList<double> Values);
