namespace AutoScale.Weighting;

/// <summary>What a method whose exact weights can be negative does with a negative one.</summary>
public enum NegativeWeightPolicy
{
    /// <summary>Set it to 0 and rescale the others to the same sum.</summary>
    Clamp,

    /// <summary>Keep the method's exact weights, whatever their sign.</summary>
    Keep,

    /// <summary>Use the weights of the last step without a negative one again; equal weights before the first.</summary>
    LastGood,

    /// <summary>Throw <see cref="DegenerateGradientException"/>.</summary>
    Throw,
}
