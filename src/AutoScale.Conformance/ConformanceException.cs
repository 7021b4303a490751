namespace AutoScale.Conformance;

/// <summary>A method does not hold what the contract asks for or what its descriptor claims.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public ConformanceException()
        : this("The method does not hold what it claims.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Method, property, input with its seed, what was expected and what came.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">Method, property, input with its seed, what was expected and what came.</param>
    /// <param name="innerException">What the method threw.</param>
    public ConformanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
