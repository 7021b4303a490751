namespace AutoScale.Weighting.Decorators;

/// <summary>Every decorator by the option that turns it on: one line each.</summary>
/// <remarks>The names are reserved: every method takes them besides its own options, and so does the explorer of AutoScale, as <c>explorer.every</c>.</remarks>
public static class DecoratorCatalogue
{
    /// <summary>The decorators in the order in which they are put around a method, the innermost first.</summary>
    public static IReadOnlyList<DecoratorDescriptor> All { get; } =
    [
        new("every", "Ask the method on every so many iterations only.", "a whole number of at least 1", (inner, options, _) =>
            new Every(inner, options.WholeNumber("every", value => value >= 1))) { Example = "3" },
        new("average", "Average the weights exponentially; this part of the old average stays.", "a number of at least 0 and below 1", (inner, options, scale) =>
            new ExponentialAverage(inner, options.Number("average", value => value is >= 0 and < 1), scale)) { Example = "0.7" },
        new("freeze-after", "Fix the average weights after so many iterations.", "a whole number of at least 1", Freeze)
        {
            Example = "14",
            Details =
            [
                new("freeze-window", "50", "The steps whose mean enters that average as one.", "a whole number of at least 1"),
                new("freeze-decay", "0.9", "How much less a window counts than the next one.", "a number from 0 to 1"),
            ],
        },
        new("equal-first", "Equal weights for so many iterations first.", "a whole number of at least 0", (inner, options, _) =>
            new WarmUp(inner, options.WholeNumber("equal-first", value => value >= 0))) { Example = "4" },
        new("clamp", "Bounds of a weight as multiples of the mean weight.", "two numbers, one from 0 to 1 and one of at least 1", (inner, options, _) =>
            options.Numbers("clamp", 2, bounds => Clamp.AreBounds(bounds[0], bounds[1])) is [double lower, double upper] ? new Clamp(inner, lower, upper) : inner) { Example = "0.5,1.4" },
        new("probe", "Record the gradients on every so many iterations.", "a whole number of at least 1", (inner, options, _) =>
            new Probe(inner, options.WholeNumber("probe", value => value >= 1))) { Example = "3" },
    ];

    /// <summary>All options of all decorators.</summary>
    public static IReadOnlyList<OptionDescriptor> Options { get; } = [.. All.SelectMany(decorator => decorator.Options)];

    /// <summary>Puts around a weighting the decorators that are turned on.</summary>
    /// <exception cref="MethodOptionException">A value is outside its range, or one counts only with another that is not given.</exception>
    internal static IWeighting Apply(IWeighting weighting, MethodOptions options, WeightScale scale)
    {
        foreach (DecoratorDescriptor decorator in All)
        {
            if (options.Text(decorator.Name) != DecoratorDescriptor.Off)
            {
                weighting = decorator.Wrap(weighting, options, scale);
            }
            else if (decorator.Details.FirstOrDefault(detail => options.Values.ContainsKey(detail.Name)) is { } detail)
            {
                throw new MethodOptionException($"Option '{detail.Name}' counts only with '{decorator.Name}', which is {DecoratorDescriptor.Off}: give both, or neither.");
            }
        }

        return weighting;
    }

    private static FreezeAfter Freeze(IWeighting inner, MethodOptions options, WeightScale scale) => new(
        inner,
        options.WholeNumber("freeze-after", value => value >= 1),
        options.WholeNumber("freeze-window", value => value >= 1),
        options.Number("freeze-decay", value => value is >= 0 and <= 1),
        scale);
}
