namespace AutoScale.Studies.Configuration;

/// <summary>Named sets of method options.</summary>
internal static class MethodPresets
{
    /// <summary>The presets by method and name.</summary>
    public static IReadOnlyDictionary<(string Method, string Preset), IReadOnlyDictionary<string, string>> All { get; } =
        new Dictionary<(string, string), IReadOnlyDictionary<string, string>>
        {
            // Section 5 of the paper, whatever this library or a problem would choose by itself.
            [("autoscale", "paper")] = new Dictionary<string, string>
            {
                ["alpha"] = "0.2",
                ["tau"] = "50",
                ["explorer"] = "imtl-g",
                ["cost"] = "equal-gradient-magnitude",
                ["predictor"] = "linear",
                ["gamma"] = "0.5",
            },
        };
}
