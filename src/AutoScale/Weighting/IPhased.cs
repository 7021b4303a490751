namespace AutoScale.Weighting;

/// <summary>A weighting whose run has named phases, for traces, progress and reports.</summary>
public interface IPhased
{
    /// <summary>The phase of an update.</summary>
    /// <param name="iteration">1 to the length of the run.</param>
    /// <returns>A short lower-case name, such as "exploration" or "linear-scalarization".</returns>
    string PhaseAt(int iteration);
}
