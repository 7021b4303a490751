using AutoScale.Runs;

namespace AutoScale.Studies.Configuration;

/// <summary>A named value of a run's configuration together with its type.</summary>
/// <typeparam name="T">What the text is read as.</typeparam>
/// <param name="Name">Lower case with hyphens.</param>
/// <param name="ValueName">What stands for the value in the help.</param>
/// <param name="Description">One line for the help.</param>
/// <param name="Expected">What is valid, for messages: "a whole number of at least 1".</param>
/// <param name="Read">Reads the text; throws <see cref="FormatException"/> or <see cref="OverflowException"/> when it is not valid.</param>
public sealed record ConfigurationKey<T>(string Name, string ValueName, string Description, string Expected, Func<string, T> Read)
    : ConfigurationKey(Name, ValueName, Description)
{
    /// <summary>Reads a value that was written.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The value in its type.</returns>
    /// <exception cref="ConfigurationException">The text is not valid for this key.</exception>
    public T Parse(GivenValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        try
        {
            return Read(value.Text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new ConfigurationException($"{Name} is '{value.Text}' ({value.Origin}): expected {Expected}{Wording.UpperLimit(value.Text)}.", exception);
        }
    }

    /// <summary>Reads the value from a configuration if it was written there.</summary>
    /// <param name="given">The configuration.</param>
    /// <param name="fallback">The value when it was not written.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ConfigurationException">The text is not valid for this key.</exception>
    public T In(GivenConfiguration given, T fallback)
    {
        ArgumentNullException.ThrowIfNull(given);
        return given[Name] is { } value ? Parse(value) : fallback;
    }
}
