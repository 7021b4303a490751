namespace AutoScale.Training.Steps;

/// <summary>What a random stream is for, so that no two uses share numbers.</summary>
internal enum RandomUse
{
    /// <summary>Initial parameters of the network.</summary>
    Parameters = 1,

    /// <summary>The order of the samples in an epoch.</summary>
    DataOrder = 2,

    /// <summary>Dropout and sampling within a step.</summary>
    Step = 3,

    /// <summary>The order of the validation samples that methods look ahead on.</summary>
    ValidationOrder = 4,
}
