namespace AutoScale.Problems.Idx;

/// <summary>An idx file, or a pair of them, does not hold what it should; the message names the file and what to do.</summary>
/// <remarks>It is an <see cref="InvalidDataException"/> in all but name: that class is sealed.</remarks>
public sealed class IdxException : IOException
{
    /// <summary>Creates the exception.</summary>
    public IdxException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what came, where, and what to do.</param>
    public IdxException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what came, where, and what to do.</param>
    /// <param name="innerException">What went wrong below.</param>
    public IdxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
