using AutoScale.AutoScaling;

namespace AutoScale.Studies.Replays;

/// <summary>One combination of choices on a trace, and what it came to.</summary>
/// <param name="Options">The choices.</param>
/// <param name="Solution">Windows, weights and warnings; null where the trace does not hold what the choices need.</param>
/// <param name="Problem">Why there is no solution, in one sentence; null where there is one.</param>
public sealed record ReplayRow(AutoScaleOptions Options, AutoScaleSolution? Solution, string? Problem);
