namespace AutoScale.Metrics;

/// <content>Family C.4: what one step's losses tell.</content>
public static partial class MetricCatalogue
{
    private static MetricDescriptor[] LossMetrics() =>
    [
        new()
        {
            Name = "relative-loss-scale",
            Title = "Relative loss scale",
            Family = MetricFamily.LossScale,
            Shape = MetricShape.Tasks,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Equal,
            HasWeightedForm = true,
            Source = "AutoScale, Appendix C.4",
            Values = step => LossScale.Relative(step.Losses),
        },
        new()
        {
            Name = "softmax-loss-scale",
            Title = "Relative loss scale by softmax",
            Family = MetricFamily.LossScale,
            Shape = MetricShape.Tasks,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Equal,
            HasWeightedForm = true,
            Source = "AutoScale, Appendix C.4",
            Values = step => LossScale.RelativeSoftmax(step.Losses),
        },
        new()
        {
            Name = "loss-ratio",
            Title = "Loss ratio",
            Family = MetricFamily.LossScale,
            Shape = MetricShape.Pairs,
            Range = "ratio of at least 0",
            Good = MetricDirection.None,
            HasWeightedForm = true,
            Source = "AutoScale, Appendix C.4",
            Values = step => LossScale.Ratios(step.Losses),
        },
        new()
        {
            Name = "loss-similarity",
            Title = "Loss similarity",
            Family = MetricFamily.LossScale,
            Shape = MetricShape.Pairs,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Higher,
            HasWeightedForm = true,
            Source = "AutoScale, section 3.1",
            Values = step => LossScale.Similarities(step.Losses),
        },
    ];
}
