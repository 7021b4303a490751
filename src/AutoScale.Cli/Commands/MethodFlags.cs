namespace AutoScale.Cli.Commands;

/// <summary>The method options common enough to be options of the command itself, without --set.</summary>
internal static class MethodFlags
{
    /// <summary>Name, value name and description of each.</summary>
    public static IReadOnlyList<(string Name, string ValueName, string Description)> All { get; } =
    [
        ("alpha", "fraction", "autoscale: fraction of the run that explores, in (0, 1)"),
        ("tau", "number", "autoscale: steps in a window, at least 1"),
        ("cost", "name", "autoscale: what the weights of a window minimise"),
        ("predictor", "name", "autoscale: how the windows' weights become the final ones"),
        ("gamma", "fraction", "autoscale: fraction of the run at which predictors are evaluated"),
        ("explorer", "name", "autoscale: the method that explores"),
        ("weights", "1,2,1", "fixed: the weight of each task"),
    ];
}
