namespace AutoScale.Training.Methods;

/// <summary>On which samples a method looks ahead.</summary>
public enum ProbeData
{
    /// <summary>The batch of the coming update.</summary>
    Training,

    /// <summary>A batch of the validation split, another one every step.</summary>
    Validation,
}
