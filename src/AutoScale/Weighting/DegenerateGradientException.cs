namespace AutoScale.Weighting;

/// <summary>Gradients that a method cannot weigh, under the policy <see cref="DegeneratePolicy.Throw"/>.</summary>
public sealed class DegenerateGradientException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public DegenerateGradientException()
        : this("The task gradients are degenerate.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which task, which iteration, what was wrong, what to do.</param>
    public DegenerateGradientException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which task, which iteration, what was wrong, what to do.</param>
    /// <param name="innerException">The cause.</param>
    public DegenerateGradientException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
