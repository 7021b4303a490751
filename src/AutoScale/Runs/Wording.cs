using System.Globalization;
using System.Numerics;

namespace AutoScale.Runs;

/// <summary>The words that messages to a user share.</summary>
public static class Wording
{
    /// <summary>What an exception says, without the parameter name that .NET adds: a user has no parameters.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>Its message.</returns>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is ArgumentException { ParamName: { } name }
            ? exception.Message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal)
            : exception.Message;
    }

    /// <summary>A number of things.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">One of them; its plural is made with an s.</param>
    /// <returns>"1 window", "2 windows".</returns>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");

    /// <summary>What to add to "expected a whole number of at least 1" where a number was too large.</summary>
    /// <param name="text">What came.</param>
    /// <param name="most">The largest number that would have been read.</param>
    /// <returns>", at most 2147483647" for a larger whole number, otherwise nothing.</returns>
    public static string UpperLimit(string text, long most = int.MaxValue) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger number) && number > most
            ? string.Create(CultureInfo.InvariantCulture, $", at most {most}")
            : string.Empty;
}
