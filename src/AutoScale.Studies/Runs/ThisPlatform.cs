using System.Reflection;
using System.Runtime.InteropServices;

using AutoScale.Runs;

namespace AutoScale.Studies.Runs;

/// <summary>What this process runs on, for the records of its runs.</summary>
internal static class ThisPlatform
{
    /// <summary>Reads it; asking loads the engine.</summary>
    /// <returns>The platform of this process.</returns>
    public static RunPlatform Read() => new(
        typeof(ThisPlatform).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
        RuntimeInformation.FrameworkDescription,
        Torch.Torch.Version,
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount);
}
