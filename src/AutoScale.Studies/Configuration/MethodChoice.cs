using System.Globalization;

using AutoScale.Training;
using AutoScale.Training.Methods;
using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>The method a configuration asks for, with all its options.</summary>
internal static class MethodChoice
{
    private const string WindowSize = "tau";

    /// <summary>Finds the method.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="fallback">The method when none was named.</param>
    /// <returns>The method's descriptor.</returns>
    /// <exception cref="MethodOptionException">There is no such method.</exception>
    public static MethodDescriptor Find(GivenConfiguration given, string fallback) =>
        TrainingMethodCatalogue.Find(ConfigurationKeys.Method.In(given, fallback));

    /// <summary>Every option of the method: as given, as the preset says, as the problem suggests, or the method's default.</summary>
    /// <param name="given">What was written.</param>
    /// <param name="method">The method.</param>
    /// <param name="defaults">The problem's suggestions.</param>
    /// <returns>Options by name, in the method's order; a required option that nobody gave is left out, and so are decorators that nobody turned on.</returns>
    /// <exception cref="ConfigurationException">An option does not exist, or the preset is of another method.</exception>
    public static IReadOnlyDictionary<string, string> Options(GivenConfiguration given, MethodDescriptor method, ProblemDefaults defaults)
    {
        foreach ((string name, GivenValue value) in given.MethodOptions)
        {
            if (!method.AllOptions.Any(option => option.Matches(name)))
            {
                throw ConfigurationException.Unknown($"option of method {method.Name}", name, value.Origin, [.. method.AllOptions.Select(option => option.Name)]);
            }
        }

        IReadOnlyDictionary<string, string> preset = Preset(given, method);
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (OptionDescriptor option in method.Options)
        {
            string? suggested = option.Name == WindowSize && preset.Count == 0 ? defaults.WindowSize.ToString(CultureInfo.InvariantCulture) : null;
            string? text = given.MethodOptions.GetValueOrDefault(option.Name)?.Text ?? preset.GetValueOrDefault(option.Name) ?? suggested ?? option.Default;
            if (text is not null && !option.Name.EndsWith(".*", StringComparison.Ordinal))
            {
                options[option.Name] = text;
            }
        }

        foreach ((string name, GivenValue value) in given.MethodOptions)
        {
            options[name] = value.Text;
        }

        return options;
    }

    private static IReadOnlyDictionary<string, string> Preset(GivenConfiguration given, MethodDescriptor method)
    {
        if (given[ConfigurationKeys.Preset.Name] is not { } preset)
        {
            return new Dictionary<string, string>();
        }

        if (!MethodPresets.All.TryGetValue((method.Name, preset.Text), out IReadOnlyDictionary<string, string>? options))
        {
            string[] names = [.. MethodPresets.All.Keys.Where(key => key.Method == method.Name).Select(key => key.Preset)];
            throw ConfigurationException.Unknown($"preset of method {method.Name}", preset.Text, preset.Origin, names);
        }

        return options;
    }
}
