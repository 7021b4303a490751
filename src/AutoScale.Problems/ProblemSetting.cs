using AutoScale.Training;

namespace AutoScale.Problems;

/// <summary>One variant of a problem, as help texts show it.</summary>
/// <param name="Name">The name users type; empty where a problem has no variants.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Tasks">The names of its tasks.</param>
/// <param name="Defaults">What trains all tasks together well.</param>
public sealed record ProblemSetting(string Name, string Summary, IReadOnlyList<string> Tasks, ProblemDefaults Defaults);
