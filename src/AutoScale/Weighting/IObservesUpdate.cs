namespace AutoScale.Weighting;

/// <summary>A weighting that looks at the losses of the same batch again after the update, as FAMO does.</summary>
public interface IObservesUpdate
{
    /// <summary>Whether the step just weighed wants the look. The engine pays for one more forward pass only then.</summary>
    bool WantsLossesAfterUpdate { get; }

    /// <summary>Takes the look.</summary>
    /// <param name="lossesAfterUpdate">Losses of the step's batch under the updated parameters, shape [K].</param>
    void Observe(ReadOnlySpan<double> lossesAfterUpdate);
}
