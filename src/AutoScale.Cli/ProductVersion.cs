using System.Reflection;

namespace AutoScale.Cli;

/// <summary>The version of this build.</summary>
internal static class ProductVersion
{
    /// <summary>"autoscale 0.1.0", without the commit it was built from.</summary>
    public static string Line => $"autoscale {Number}";

    private static string Number =>
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
