using AutoScale.Weighting;

namespace AutoScale.AutoScaling.Costs;

/// <summary>Every cost function by name: one line each.</summary>
public static class CostCatalogue
{
    /// <summary>The cost functions, the paper's default first.</summary>
    public static IReadOnlyList<ICostFunction> All { get; } =
    [
        new EqualGradientMagnitude(),
        new EqualLoss(),
        new LowConditionNumber(),
        new LogGradientNorms(),
    ];

    /// <summary>Finds a cost function.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The cost function.</returns>
    /// <exception cref="MethodOptionException">There is none of that name; the message has the nearest one.</exception>
    public static ICostFunction Find(string name) =>
        All.FirstOrDefault(cost => cost.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new MethodOptionException(
            $"Unknown cost function '{name}'{NameSuggestion.For(name, All.Select(cost => cost.Name))}; valid are {string.Join(", ", All.Select(cost => cost.Name))}.");
}
