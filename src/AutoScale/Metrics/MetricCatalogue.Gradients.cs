namespace AutoScale.Metrics;

/// <content>Families C.1, C.2 and C.5: what one step's gradients tell.</content>
public static partial class MetricCatalogue
{
    private static MetricDescriptor[] GradientMetrics() =>
    [
        new()
        {
            Name = "gradient-magnitude-ratio",
            Title = "Gradient magnitude ratio",
            Family = MetricFamily.GradientDominance,
            Shape = MetricShape.Pairs,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Higher,
            Needs = MetricNeeds.GradientNorms,
            HasWeightedForm = true,
            Source = "Huang et al., 2023; AutoScale, Appendix C.1",
            Values = step => GradientDominance.MagnitudeRatios(step.Norms!),
        },
        new()
        {
            Name = "gradient-magnitude-similarity",
            Title = "Gradient magnitude similarity",
            Family = MetricFamily.GradientDominance,
            Shape = MetricShape.Pairs,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Higher,
            Needs = MetricNeeds.GradientNorms,
            HasWeightedForm = true,
            Source = "Yu et al., 2020, Definition 2; AutoScale, Appendix C.1",
            Values = step => GradientDominance.MagnitudeSimilarities(step.Norms!),
        },
        new()
        {
            Name = "cosine-similarity",
            Title = "Gradient cosine similarity",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Pairs,
            Range = "cosine in [-1, 1]",
            Good = MetricDirection.Higher,
            Needs = MetricNeeds.Gramian,
            HasWeightedForm = true,
            Source = "Yu et al., 2020, Definition 1; AutoScale, Appendix C.2",
            Values = step => GradientConflict.CosineSimilarities(step.Gramian),
        },
        new()
        {
            Name = "cosine-to-mean",
            Title = "Cosine to the mean gradient",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Tasks,
            Range = "cosine in [-1, 1]",
            Good = MetricDirection.Higher,
            Needs = MetricNeeds.Gramian,
            HasWeightedForm = true,
            Source = "Javaloy and Valera, 2021; AutoScale, Appendix C.2",
            Values = step => GradientConflict.CosinesToMean(step.Gramian),
        },
        new()
        {
            Name = "cosine-to-final",
            Title = "Cosine to the final gradient",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Tasks,
            Range = "cosine in [-1, 1]",
            Good = MetricDirection.Higher,
            Needs = MetricNeeds.Gramian | MetricNeeds.Weights,
            Source = "Liu et al., 2021; AutoScale, Appendix C.2",
            Values = step => GradientConflict.CosinesToFinal(step.Gramian, step.Record.Weights),
        },
        new()
        {
            Name = "projected-magnitude",
            Title = "Projection of the final gradient on the task gradient",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Tasks,
            Range = "gradient unit, any sign",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.Gramian | MetricNeeds.Weights,
            Source = "Liu et al., 2021; AutoScale, Appendix B.1",
            Values = step => GradientConflict.ProjectedMagnitudes(step.Gramian, step.Record.Weights),
        },
        new()
        {
            Name = "dot-product",
            Title = "Inner product of task gradients",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Pairs,
            Range = "squared gradient unit, any sign",
            Good = MetricDirection.None,
            Needs = MetricNeeds.Gramian,
            HasWeightedForm = true,
            Source = "AutoScale, Appendix C.2",
            Values = step => GradientConflict.DotProducts(step.Gramian),
        },
        new()
        {
            Name = "conflicting-pairs",
            Title = "Share of conflicting pairs",
            Family = MetricFamily.GradientConflict,
            Shape = MetricShape.Step,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Lower,
            Needs = MetricNeeds.Gramian,
            Source = "AutoScale, section 3.1",
            Values = step => [GradientConflict.ConflictingShare(step.Gramian)],
        },
        new()
        {
            Name = "condition-number",
            Title = "Condition number of the gradients",
            Family = MetricFamily.TrainingStability,
            Shape = MetricShape.Step,
            Range = "ratio of at least 1",
            Good = MetricDirection.Lower,
            Needs = MetricNeeds.Gramian,
            HasWeightedForm = true,
            Source = "Senushkin et al., 2023, Equation 2; AutoScale, Appendix C.5",
            Values = step => [TrainingStability.ConditionNumber(step.Gramian)],
        },
    ];
}
