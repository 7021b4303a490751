namespace AutoScale.Weighting;

/// <summary>A method name or option that a user gave is not valid. The message is one sentence for that user: what came, what is valid.</summary>
public sealed class MethodOptionException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public MethodOptionException()
        : this("A method option is not valid.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What came, and what is valid.</param>
    public MethodOptionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What came, and what is valid.</param>
    /// <param name="innerException">The cause.</param>
    public MethodOptionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
