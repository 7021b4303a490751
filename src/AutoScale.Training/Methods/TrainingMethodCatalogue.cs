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
    ];

    /// <summary>All methods, in the order help texts show them.</summary>
    public static IReadOnlyList<MethodDescriptor> All { get; } = [.. MethodCatalogue.All, .. EngineMethods];

    /// <summary>Finds a method.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>The method's descriptor.</returns>
    /// <exception cref="MethodOptionException">There is no such method; the message has the nearest name.</exception>
    public static MethodDescriptor Find(string name) => MethodCatalogue.Find(name, All);
}
