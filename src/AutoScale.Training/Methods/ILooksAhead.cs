namespace AutoScale.Training.Methods;

/// <summary>A weighting that tries the network on other batches, or with other parameters, before each update.</summary>
public interface ILooksAhead
{
    /// <summary>Looks; called before the forward pass of every update.</summary>
    /// <param name="probe">Losses of this step's batch and of a validation batch, at parameters of the method's choice.</param>
    void LookAhead(StepProbe probe);
}
