using AutoScale.Weighting;

namespace AutoScale.AutoScaling.Predictors;

/// <summary>Every weight predictor by name: one line each.</summary>
public static class PredictorCatalogue
{
    /// <summary>The predictors, the paper's five first.</summary>
    public static IReadOnlyList<IWeightPredictor> All { get; } =
    [
        new AveragePredictor(),
        new LastPredictor(),
        new LinearPredictor(),
        new ContinuousLinearPredictor(),
        new ExponentialPredictor(),
        new MedianPredictor(),
    ];

    /// <summary>Finds a predictor.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The predictor.</returns>
    /// <exception cref="MethodOptionException">There is none of that name; the message has the nearest one.</exception>
    public static IWeightPredictor Find(string name) =>
        All.FirstOrDefault(predictor => predictor.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new MethodOptionException(
            $"Unknown weight predictor '{name}'{NameSuggestion.For(name, All.Select(predictor => predictor.Name))}; valid are {string.Join(", ", All.Select(predictor => predictor.Name))}.");
}
