using System.Globalization;

namespace AutoScale.Problems;

/// <summary>A problem, setting, task or option that a user named is not valid. The message is one sentence for that user.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public ProblemException()
        : this("A problem option is not valid.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What came, and what is valid.</param>
    public ProblemException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What came, and what is valid.</param>
    /// <param name="innerException">The cause.</param>
    public ProblemException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws unless an option is in its range.</summary>
    internal static void Require(bool isValid, string option, string range, double value)
    {
        if (!isValid)
        {
            throw new ProblemException($"Problem option '{option}' is {value.ToString("R", CultureInfo.InvariantCulture)}: expected {range}.");
        }
    }
}
