namespace AutoScale.Weighting.Decorators;

/// <summary>One decorator, as an option that every method takes.</summary>
/// <param name="Name">The option that turns it on; no method has an option of that name.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
/// <param name="Range">Which values turn it on, worded to follow "expected off or".</param>
/// <param name="Wrap">Puts it around a weighting: reads its options, and knows the scale in which the method's weights mean something.</param>
public sealed record DecoratorDescriptor(string Name, string Meaning, string Range, Func<IWeighting, MethodOptions, WeightScale, IWeighting> Wrap)
{
    /// <summary>The value that leaves the decorator out.</summary>
    public const string Off = "off";

    /// <summary>A value that turns it on, for examples and for the conformance checks.</summary>
    public required string Example { get; init; }

    /// <summary>Further options, which count only where the decorator is on. Default none.</summary>
    public IReadOnlyList<OptionDescriptor> Details { get; init; } = [];

    /// <summary>All its options, the one that turns it on first.</summary>
    public IReadOnlyList<OptionDescriptor> Options => [new(Name, Off, Meaning, $"{Off} or {Range}"), .. Details];
}
