namespace AutoScale.AutoScaling.Predictors;

/// <summary>From the weights of the windows to the weights of the rest of the run.</summary>
/// <remarks>Every implementation is stateless and thread-safe. Its values may leave the simplex; <see cref="Prediction"/> brings them back.</remarks>
public interface IWeightPredictor
{
    /// <summary>The name on the command line and in files, as <c>linear</c>.</summary>
    string Name { get; }

    /// <summary>How many windows it takes to be what its name says, at least 1. With fewer it predicts something simpler, and <see cref="Prediction"/> says so.</summary>
    int FewestWindows { get; }

    /// <summary>Whether the prediction stays the same from an iteration on, so that it need not be asked for again.</summary>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <param name="observed">The windows' weights.</param>
    /// <returns>True if every later iteration has the same weights.</returns>
    bool IsSettled(int iteration, ObservedWeights observed);

    /// <summary>Predicts the weights to use at an iteration.</summary>
    /// <param name="observed">The windows' weights.</param>
    /// <param name="iteration">The training iteration, from 1.</param>
    /// <param name="weights">Receives the prediction as it is, possibly negative, shape [K].</param>
    void Predict(ObservedWeights observed, int iteration, Span<double> weights);
}
