using System.Text.Json.Nodes;

namespace AutoScale.Runs;

/// <summary>Versions of everything that shapes a run's numbers, and the machine's size.</summary>
/// <param name="AutoScale">Version of this library, with the commit where it is known.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Engine">The version of libtorch.</param>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The processor's architecture.</param>
/// <param name="Processors">Logical processors that the process may use.</param>
public sealed record RunPlatform(string AutoScale, string Runtime, string Engine, string System, string Architecture, int Processors)
{
    internal JsonObject ToJson() => new()
    {
        ["autoscale"] = AutoScale,
        ["runtime"] = Runtime,
        ["engine"] = $"libtorch {Engine}",
        ["system"] = System,
        ["architecture"] = Architecture,
        ["processors"] = Processors,
    };

    internal static RunPlatform Parse(JsonObject json) => new(
        (string)json["autoscale"]!,
        (string)json["runtime"]!,
        ((string)json["engine"]!).Replace("libtorch ", string.Empty, StringComparison.Ordinal),
        (string)json["system"]!,
        (string)json["architecture"]!,
        (int)json["processors"]!);
}
