using AutoScale.Gradients;

namespace AutoScale.Diagnoses;

/// <summary>What one layer of the shared trunk contributes to the Gramian, step by step. The layers' Gramians of a step add up to the whole one.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="ParameterCount">How many numbers the layer learns.</param>
/// <param name="Gramians">Inner products of the unweighted task gradients on the layer's parameters alone, one for each step that has a whole Gramian, in order.</param>
public sealed record LayerTrace(string Name, long ParameterCount, IReadOnlyList<Gramian> Gramians);
