using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>A configuration that cannot be run as written: one sentence that says what, where and what is valid.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public ConfigurationException()
        : this("The configuration is not valid.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, where it was written, what is valid.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was wrong, where it was written, what is valid.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A name that does not exist, with the nearest one that does.</summary>
    /// <param name="what">What the name should have named: "key", "problem".</param>
    /// <param name="name">What was written.</param>
    /// <param name="origin">Where it was written.</param>
    /// <param name="valid">The valid names.</param>
    /// <returns>The exception to throw.</returns>
    public static ConfigurationException Unknown(string what, string name, string origin, IReadOnlyCollection<string> valid)
    {
        ArgumentNullException.ThrowIfNull(valid);
        string choices = valid.Count == 0 ? "there are none" : $"valid are {string.Join(", ", valid)}";
        return new ConfigurationException($"Unknown {what} '{name}' ({origin}){NameSuggestion.For(name, valid)}; {choices}.");
    }
}
