using System.Globalization;

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AutoScale.Studies.Configuration;

/// <summary>Reads a configuration from YAML: one mapping of <see cref="ConfigurationKeys"/>, unknown keys refused.</summary>
public static class YamlConfiguration
{
    private const int MostCharacters = 1 << 18;
    private const int MostLevels = 8;

    /// <summary>Reads a configuration.</summary>
    /// <param name="reader">The YAML text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <returns>What was written; the values themselves are checked when the configuration is resolved.</returns>
    /// <exception cref="ConfigurationException">The text is not YAML, too long or too deep, not one mapping, or holds an unknown or repeated key.</exception>
    public static GivenConfiguration Read(TextReader reader, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        string text = ReadText(reader, name);
        YamlStream stream = [];
        try
        {
            RequireShallow(text, name);
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new ConfigurationException($"Line {Line(exception.End)} of {name} is not valid YAML: {Reason(exception)}", exception);
        }

        return stream.Documents.Count switch
        {
            0 => GivenConfiguration.Empty,
            1 => ReadDocument(stream.Documents[0].RootNode, name),
            int count => throw new ConfigurationException($"{name} holds {Text(count)} YAML documents: expected one, a mapping of run settings."),
        };
    }

    private static string ReadText(TextReader reader, string name)
    {
        char[] text = new char[MostCharacters + 1];
        int length = reader.ReadBlock(text);
        return length <= MostCharacters
            ? new string(text, 0, length)
            : throw new ConfigurationException($"{name} is longer than {Text(MostCharacters)} characters: expected a mapping of run settings.");
    }

    /// <summary>Walks the text without building it: the library builds a level on a level's stack, which ends before the text does.</summary>
    private static void RequireShallow(string text, string name)
    {
        Parser parser = new(new StringReader(text));
        int depth = -2; // A stream and its document are levels too.
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MostLevels)
            {
                throw new ConfigurationException(
                    $"Line {Line(parser.Current.Start)} of {name} is nested more than {Text(MostLevels)} levels deep: expected a mapping of run settings, whose lists and mappings hold single values.");
            }
        }
    }

    private static GivenConfiguration ReadDocument(YamlNode root, string name)
    {
        if (root is YamlScalarNode { Value: null or "" })
        {
            return GivenConfiguration.Empty;
        }

        Dictionary<string, GivenValue> values = new(StringComparer.Ordinal);
        Dictionary<string, Dictionary<string, GivenValue>> maps = ConfigurationKeys.Maps.ToDictionary(
            map => map, _ => new Dictionary<string, GivenValue>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach ((string key, YamlNode keyNode, YamlNode valueNode) in Entries(root, name, "the file"))
        {
            if (maps.TryGetValue(key, out Dictionary<string, GivenValue>? options))
            {
                foreach ((string option, _, YamlNode optionNode) in Entries(valueNode, name, key))
                {
                    AddValue(options, option, optionNode, name);
                }
            }
            else if (ConfigurationKeys.IsKnown(key))
            {
                AddValue(values, key, valueNode, name);
            }
            else
            {
                throw ConfigurationException.Unknown("key", key, $"line {Line(keyNode.Start)} of {name}", ConfigurationKeys.YamlNames);
            }
        }

        return new GivenConfiguration(values, maps[ConfigurationKeys.MethodOptions], maps[ConfigurationKeys.ProblemOptions]);
    }

    private static IEnumerable<(string Key, YamlNode KeyNode, YamlNode ValueNode)> Entries(YamlNode node, string name, string what)
    {
        if (node is YamlScalarNode scalar && IsNull(scalar))
        {
            yield break;
        }

        if (node is not YamlMappingNode mapping)
        {
            throw new ConfigurationException($"Line {Line(node.Start)} of {name}: {what} needs to be a mapping, 'name: value' line by line, and is a {Kind(node)}.");
        }

        foreach ((YamlNode keyNode, YamlNode valueNode) in mapping.Children)
        {
            if (keyNode is not YamlScalarNode { Value: { Length: > 0 } key })
            {
                throw new ConfigurationException($"Line {Line(keyNode.Start)} of {name}: a key needs to be plain text, and is a {Kind(keyNode)}.");
            }

            yield return (key, keyNode, valueNode);
        }
    }

    /// <summary>Adds a value as text; null means "not written", so that a template can list every key.</summary>
    private static void AddValue(Dictionary<string, GivenValue> values, string key, YamlNode node, string name)
    {
        string origin = $"line {Line(node.Start)} of {name}";
        switch (node)
        {
            case YamlScalarNode scalar when IsNull(scalar):
                break;
            case YamlScalarNode scalar:
                values[key] = new GivenValue(scalar.Value!, origin);
                break;
            case YamlSequenceNode sequence when sequence.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                values[key] = new GivenValue(string.Join(',', sequence.Cast<YamlScalarNode>().Select(item => item.Value)), origin);
                break;
            default:
                throw new ConfigurationException($"{key} is a {Kind(node)} ({origin}): expected one value or a list of values.");
        }
    }

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar.Style is ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null";

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "mapping",
        YamlSequenceNode => "list",
        _ => "single value",
    };

    private static string Line(Mark mark) => Text(mark.Line);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The library's reason as one sentence.</summary>
    private static string Reason(YamlException exception)
    {
        string reason = (exception.InnerException ?? exception).Message.ReplaceLineEndings(" ").TrimEnd('.');
        return reason.Length == 0 ? "it cannot be read." : $"{char.ToLowerInvariant(reason[0])}{reason[1..]}.";
    }
}
