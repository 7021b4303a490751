using AutoScale.Studies.Configuration;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Studies.Comparisons;

/// <summary>One entrant of a comparison: a method, and the options in which it differs from its defaults.</summary>
/// <param name="Label">What tables call it, unique in the comparison: the text it was given as.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Options">Options of the method, as text by name.</param>
public sealed record MethodSpec(string Label, string Method, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads an entrant.</summary>
    /// <param name="text">A method's name, alone or with options: <c>autoscale</c>, <c>autoscale:alpha=0.1:cost=equal-loss</c>.</param>
    /// <returns>The entrant.</returns>
    /// <exception cref="ConfigurationException">An option has no "=", or comes twice.</exception>
    /// <exception cref="MethodOptionException">There is no such method.</exception>
    public static MethodSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':', StringSplitOptions.TrimEntries);
        string method = TrainingMethodCatalogue.Find(parts[0]).Name;
        try
        {
            IReadOnlyDictionary<string, string> options = MethodOptions.Parse(parts[1..]).Values;
            return new MethodSpec(string.Join(':', [method, .. options.Select(option => $"{option.Key}={option.Value}")]), method, options);
        }
        catch (MethodOptionException exception)
        {
            throw new ConfigurationException($"{exception.Message} Write a method with options as name:option=value:option=value, in '{text}'.", exception);
        }
    }

    /// <summary>Reads entrants separated by commas.</summary>
    /// <param name="text">Entrants as <see cref="Parse"/> reads them. A comma separates two where a letter follows; any other belongs to an option's value: <c>unitary,fixed:weights=1,2,uw</c>.</param>
    /// <returns>The entrants, in order.</returns>
    /// <exception cref="ConfigurationException">An entrant is empty, or not well formed.</exception>
    /// <exception cref="MethodOptionException">There is no such method.</exception>
    public static IReadOnlyList<MethodSpec> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> parts = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (parts.Count > 0 && parts[^1].Contains('=', StringComparison.Ordinal) && part.Length > 0 && !char.IsAsciiLetter(part[0]))
            {
                parts[^1] += "," + part;
            }
            else
            {
                parts.Add(part.Length > 0 ? part : throw new ConfigurationException($"methods is '{text}' (--methods): expected names separated by commas, such as unitary,uw,autoscale."));
            }
        }

        return [.. parts.Select(Parse)];
    }

    /// <summary>The entrant on top of what a comparison says of all its runs.</summary>
    /// <param name="common">The settings that all runs share.</param>
    /// <returns>What a run of this entrant is configured by.</returns>
    public GivenConfiguration On(GivenConfiguration common)
    {
        ArgumentNullException.ThrowIfNull(common);
        Dictionary<string, GivenValue> method = new() { [ConfigurationKeys.Method.Name] = new GivenValue(Method, "--methods") };
        Dictionary<string, GivenValue> options = Options.ToDictionary(option => option.Key, option => new GivenValue(option.Value, "--methods"));
        return common.With(new GivenConfiguration(method, options, new Dictionary<string, GivenValue>()));
    }
}
