using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AutoScale.Studies.Configuration;

/// <summary>Writes a resolved configuration as YAML that <see cref="YamlConfiguration"/> reads back to the same values.</summary>
public static class YamlConfigurationWriter
{
    /// <summary>Writes a configuration.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="writer">Receives the YAML text.</param>
    public static void Write(RunConfiguration configuration, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Emitter emitter = new(writer);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new MappingStart());
        foreach ((string key, string text) in configuration.Entries())
        {
            Emit(emitter, key);
            if (key == ConfigurationKeys.Tasks.Name)
            {
                EmitList(emitter, text);
            }
            else
            {
                Emit(emitter, text);
            }
        }

        EmitMap(emitter, ConfigurationKeys.ProblemOptions, configuration.ProblemOptions);
        EmitMap(emitter, ConfigurationKeys.MethodOptions, configuration.MethodOptions);
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void EmitMap(Emitter emitter, string key, IReadOnlyDictionary<string, string> options)
    {
        if (options.Count == 0)
        {
            return;
        }

        Emit(emitter, key);
        emitter.Emit(new MappingStart());
        foreach ((string option, string text) in options)
        {
            Emit(emitter, option);
            if (text.Contains(',', StringComparison.Ordinal))
            {
                EmitList(emitter, text);
            }
            else
            {
                Emit(emitter, text);
            }
        }

        emitter.Emit(new MappingEnd());
    }

    private static void EmitList(Emitter emitter, string text)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        foreach (string item in text.Split(','))
        {
            Emit(emitter, item);
        }

        emitter.Emit(new SequenceEnd());
    }

    private static void Emit(Emitter emitter, string text)
    {
        ScalarStyle style = text is "" or "~" or "null" ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));
    }
}
