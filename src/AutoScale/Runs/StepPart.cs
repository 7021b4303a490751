namespace AutoScale.Runs;

/// <summary>The parts of a run that time is counted for. Those before <see cref="Evaluation"/> make up an update.</summary>
public enum StepPart
{
    /// <summary>Making the batch.</summary>
    Data,

    /// <summary>The forward pass and the losses.</summary>
    Forward,

    /// <summary>Backward passes through heads and trunk.</summary>
    Backward,

    /// <summary>Gramian, weights and combination of the task gradients.</summary>
    Weighting,

    /// <summary>The optimizer's update.</summary>
    Update,

    /// <summary>Extra passes of methods that look ahead of the update, or at the losses after it.</summary>
    LookAfter,

    /// <summary>Writing the trace and telling observers.</summary>
    Record,

    /// <summary>Passes over validation and test data.</summary>
    Evaluation,

    /// <summary>Writing checkpoints.</summary>
    Checkpoint,
}
