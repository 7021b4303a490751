using AutoScale.Weighting;

namespace AutoScale.Training.Methods;

/// <summary>Every method a training run can use by name: those of <see cref="MethodCatalogue"/>, and those that need the engine, one line each.</summary>
public static class TrainingMethodCatalogue
{
    /// <summary>The methods that read or change more than losses and the Gramian, in the order help texts show them.</summary>
    public static IReadOnlyList<MethodDescriptor> EngineMethods { get; } =
    [
        CosReg.Descriptor,
        GradDrop.Descriptor,
        MoCo.Descriptor,
        DbMtl.Descriptor,
        ExcessMtl.Descriptor,
        RotoGrad.Descriptor,
        AutoLambda.Descriptor,
    ];

    // Whose source takes the gradients at the shared representation: one line each.
    private static readonly MethodDescriptor[] _atRepresentation =
    [
        RotoGrad.Descriptor,
    ];

    /// <summary>All methods, in the order help texts show them.</summary>
    public static IReadOnlyList<MethodDescriptor> All { get; } = [.. MethodCatalogue.All, .. EngineMethods];

    /// <summary>Finds a method.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The method's descriptor.</returns>
    /// <exception cref="MethodOptionException">There is no such method; the message has the nearest name.</exception>
    public static MethodDescriptor Find(string name) => MethodCatalogue.Find(name, All);

    /// <summary>The gradient scope of a method, unless the run says otherwise.</summary>
    /// <param name="method">The method's descriptor.</param>
    /// <returns>Where its source takes the gradients; <see cref="GradientScope.SharedParameters"/> for most.</returns>
    public static GradientScope DefaultScope(MethodDescriptor method) =>
        _atRepresentation.Contains(method) ? GradientScope.Representation : GradientScope.SharedParameters;
}
