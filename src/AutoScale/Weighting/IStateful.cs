namespace AutoScale.Weighting;

/// <summary>A weighting that remembers something between steps, and can hand all of it over so that a resumed run equals an uninterrupted one.</summary>
public interface IStateful
{
    /// <summary>Everything the next steps depend on, apart from the constructor's arguments.</summary>
    /// <returns>An independent copy: later steps do not change it.</returns>
    WeightingState Capture();

    /// <summary>Goes back to a captured state.</summary>
    /// <param name="state">What <see cref="Capture"/> of an equally constructed weighting returned.</param>
    /// <exception cref="ArgumentException">A value is missing or has the wrong length: the state is of another method or task count.</exception>
    void Restore(WeightingState state);
}
