namespace AutoScale.Problems;

/// <summary>Where generated data is kept between runs.</summary>
public static class CacheFolder
{
    /// <summary>The user's cache folder: XDG_CACHE_HOME/autoscale, ~/.cache/autoscale, or on Windows the local application data.</summary>
    /// <remarks>Falls back to the temporary folder where the user has no home.</remarks>
    /// <returns>The folder's path; it need not exist.</returns>
    public static string Default()
    {
        string? named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!string.IsNullOrEmpty(named) && Path.IsPathFullyQualified(named))
        {
            return Path.Combine(named, "autoscale");
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "autoscale", "cache");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return string.IsNullOrEmpty(home) ? Path.Combine(Path.GetTempPath(), "autoscale") : Path.Combine(home, ".cache", "autoscale");
    }
}
