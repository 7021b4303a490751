namespace AutoScale.Weighting;

/// <summary>A weighting that learns from how well each task does on the validation split.</summary>
public interface IObservesValidation
{
    /// <summary>Takes the result of one validation; the engine calls it after every one, from whatever iteration.</summary>
    /// <param name="scores">The primary metric of each task, shape [K]. A value may be NaN where the metric is undefined on the split.</param>
    /// <exception cref="ArgumentException"><paramref name="scores"/> does not have K elements.</exception>
    void Observe(ReadOnlySpan<TaskScore> scores);
}
