namespace AutoScale.Training;

/// <summary>A run that cannot go on: a loss that turned NaN, a damaged checkpoint, a folder that belongs to another run.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public TrainingException()
        : this("The training run failed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what came, where, and what to do.</param>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what came, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
