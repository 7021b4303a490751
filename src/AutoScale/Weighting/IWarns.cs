namespace AutoScale.Weighting;

/// <summary>A weighting that puts into its own words what a person should know before trusting its weights.</summary>
public interface IWarns
{
    /// <summary>The warnings so far, one sentence each; only ever grows.</summary>
    IReadOnlyList<string> Warnings { get; }
}
