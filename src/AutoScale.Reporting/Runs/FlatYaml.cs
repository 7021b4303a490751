using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AutoScale.Reporting.Runs;

/// <summary>A configuration as a flat list of names and texts, to be shown.</summary>
internal static class FlatYaml
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="path">The file's path, for messages.</param>
    /// <returns>Names and values in order; what is inside another has a name as "method-options.alpha"; items of a list are separated by commas.</returns>
    /// <exception cref="FormatException">The text is no such YAML; the message names the file.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string yaml, string path)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            return [.. Entries(string.Empty, (YamlMappingNode)stream.Documents[0].RootNode)];
        }
        catch (Exception exception) when (exception is YamlException or InvalidCastException or ArgumentOutOfRangeException)
        {
            throw new FormatException($"{path} is damaged: expected the YAML that a run of this version writes.", exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Entries(string prefix, YamlMappingNode map) => map.Children.SelectMany(child =>
    {
        string name = prefix + child.Key;
        return child.Value is YamlMappingNode inner ? Entries(name + ".", inner) : [new KeyValuePair<string, string>(name, Text(child.Value))];
    });

    private static string Text(YamlNode node) => node is YamlSequenceNode items ? string.Join(", ", items.Children.Select(Text)) : node.ToString();
}
