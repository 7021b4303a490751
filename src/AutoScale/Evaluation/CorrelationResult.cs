namespace AutoScale.Evaluation;

/// <summary>How two quantities go together.</summary>
/// <param name="Count">n, how many pairs.</param>
/// <param name="Coefficient">In [−1, 1]; NaN where one of the quantities is constant.</param>
/// <param name="PValue">Two-sided: how often a coefficient as far from 0 arises without any relation; NaN with the coefficient.</param>
/// <param name="PValueKind">How the p-value was computed.</param>
/// <param name="Interval">A bootstrap confidence interval of the coefficient over the pairs.</param>
public sealed record CorrelationResult(int Count, double Coefficient, double PValue, PValueKind PValueKind, BootstrapInterval Interval);
