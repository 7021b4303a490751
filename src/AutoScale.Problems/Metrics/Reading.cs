namespace AutoScale.Problems.Metrics;

/// <summary>A metric's name, unit and direction, and how it is read off a measure.</summary>
internal readonly record struct Reading(string Name, string Unit, bool HigherIsBetter, Func<double> Read);
