using AutoScale.AutoScaling;

namespace AutoScale.Weighting;

/// <summary>Every method of the library by name: one line each.</summary>
/// <remarks>A new method is one file with its weighting and descriptor, and one line here.</remarks>
public static class MethodCatalogue
{
    /// <summary>The methods, in the order help texts show them.</summary>
    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        Unitary.Descriptor,
        FixedWeights.Descriptor,
        ImtlG.Descriptor,
        Mgda.Descriptor,
        Edm.Descriptor,
        Cdtt.Descriptor,
        UpGrad.Descriptor,
        DualProj.Descriptor,
        ConFig.Descriptor,
        AlignedMtl.Descriptor,
        RandomLossWeighting.Descriptor,
        UncertaintyWeighting.Descriptor,
        DynamicWeightAverage.Descriptor,
        ScaleInvariant.Descriptor,
        GeometricLoss.Descriptor,
        ImtlL.Descriptor,
        Imtl.Descriptor,
        SmoothTchebycheff.Descriptor,
        GradNorm.Descriptor,
        AvgNorm.Descriptor,
        Famo.Descriptor,
        DynamicTaskPrioritization.Descriptor,
        Achievement.Descriptor,
        RelativeTrainingProgress.Descriptor,
        NashMtl.Descriptor,
        FairGrad.Descriptor,
        CaGrad.Descriptor,
        PcGrad.Descriptor,
        GradVac.Descriptor,
        AutoScaleMethod.Descriptor,
    ];

    /// <summary>Finds a method.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The method's descriptor.</returns>
    /// <exception cref="MethodOptionException">There is no such method; the message has the nearest name.</exception>
    public static MethodDescriptor Find(string name) => Find(name, All);

    /// <summary>Finds a method in a longer catalogue, such as one with methods of your own.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="methods">The catalogue.</param>
    /// <returns>The method's descriptor.</returns>
    /// <exception cref="MethodOptionException">There is no such method; the message has the nearest name.</exception>
    public static MethodDescriptor Find(string name, IReadOnlyList<MethodDescriptor> methods)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(methods);
        return methods.FirstOrDefault(method => method.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new MethodOptionException(
            $"Unknown method '{name}'{NameSuggestion.For(name, methods.Select(method => method.Name))}; valid are {string.Join(", ", methods.Select(method => method.Name))}.");
    }

    /// <summary>Creates a method by name.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="context">The run's tasks, length, seed and the method's options.</param>
    /// <returns>A new weighting.</returns>
    /// <exception cref="MethodOptionException">There is no such method, or an option is unknown, missing or outside its range.</exception>
    public static IWeighting Create(string name, MethodContext context) => Find(name).Create(context);
}
