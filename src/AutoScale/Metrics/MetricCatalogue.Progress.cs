namespace AutoScale.Metrics;

/// <content>Family C.3: what the losses over time tell, and the performance beside them.</content>
public static partial class MetricCatalogue
{
    private static MetricDescriptor[] ProgressMetrics() =>
    [
        new()
        {
            Name = "inverse-training-rate",
            Title = "Inverse training rate",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio of at least 0",
            Good = MetricDirection.Equal,
            Source = "Chen et al., 2018, section 3.1; AutoScale, Appendix C.3",
            Values = InverseTrainingRates,
        },
        new()
        {
            Name = "relative-inverse-training-rate",
            Title = "Relative inverse training rate",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio in [0, K], sum K",
            Good = MetricDirection.Equal,
            Source = "Chen et al., 2018, section 3.1; AutoScale, Appendix C.3",
            Values = step => ConvergenceSpeed.Relative(InverseTrainingRates(step)),
        },
        new()
        {
            Name = "loss-descending-rate",
            Title = "Loss descending rate",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio of at least 0",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.PreviousStep,
            Source = "Liu et al., 2019, Equation 7; AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.DescendingRate(step.Losses[task], step.PreviousLosses[task])),
        },
        new()
        {
            Name = "windowed-loss-descending-rate",
            Title = "Loss descending rate over windows",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio of at least 0",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.TwoWindows,
            Source = "AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.DescendingRate(WindowMean(step, task, 0), WindowMean(step, task, 1))),
        },
        new()
        {
            Name = "improvement-ratio",
            Title = "Improvement ratio",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "fraction of at most 1",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.PreviousStep,
            Source = "Liu et al., 2023, Equation 3; AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.ImprovementRatio(step.PreviousLosses[task], step.Losses[task])),
        },
        new()
        {
            Name = "windowed-improvement-ratio",
            Title = "Improvement ratio over windows",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "fraction of at most 1",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.TwoWindows,
            Source = "AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.ImprovementRatio(WindowMean(step, task, 1), WindowMean(step, task, 0))),
        },
        new()
        {
            Name = "loss-variance",
            Title = "Task loss variance",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "squared loss unit, at least 0",
            Good = MetricDirection.None,
            Needs = MetricNeeds.Window,
            Source = "Kumar et al., 2021; AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.LossVariance(step.LossWindow(task))),
        },
        new()
        {
            Name = "relative-gradient-magnitude",
            Title = "Relative gradient magnitude",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio of at least 0",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.GradientNorms,
            Source = "Javaloy and Valera, 2021; AutoScale, Appendix C.3",
            Values = RelativeGradientMagnitudes,
        },
        new()
        {
            Name = "focal-weight",
            Title = "Focal weight",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "number of at least 0",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.Performance,
            Source = "Guo et al., 2018; AutoScale, Appendix C.3",
            Values = step => PerTask(step, task => ConvergenceSpeed.FocalWeight(step.Performance![task], step.Options.Focus)),
        },
        new()
        {
            Name = "achievement",
            Title = "Achievement",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "fraction in [0, 1]",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.Performance | MetricNeeds.Potential,
            Source = "Yun and Cho, 2023; AutoScale, Appendix C.3",
            Values = Achievements,
        },
        new()
        {
            Name = "training-progress",
            Title = "Training progress",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio of at least 0",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.SingleTaskLosses,
            Source = "Jacob et al., 2023; AutoScale, Appendix C.3",
            Values = TrainingProgresses,
        },
        new()
        {
            Name = "relative-training-progress",
            Title = "Relative training progress",
            Family = MetricFamily.ConvergenceSpeed,
            Shape = MetricShape.Tasks,
            Range = "ratio in [0, K], sum K",
            Good = MetricDirection.Equal,
            Needs = MetricNeeds.SingleTaskLosses,
            Source = "Jacob et al., 2023; AutoScale, Appendix C.3",
            Values = step => ConvergenceSpeed.RelativeTrainingProgress(TrainingProgresses(step), step.Options.Temperature),
        },
    ];

    private static double[] InverseTrainingRates(MetricStep step) =>
        PerTask(step, task => ConvergenceSpeed.InverseTrainingRate(step.Losses[task], step.InitialLosses[task]));

    private static double[] RelativeGradientMagnitudes(MetricStep step)
    {
        double[] norms = step.Norms!;
        double[] initial = step.InitialNorms();
        return PerTask(step, task => ConvergenceSpeed.RelativeGradientMagnitude(norms[task], initial[task]));
    }

    private static double[] Achievements(MetricStep step) =>
        PerTask(step, task => ConvergenceSpeed.Achievement(step.Performance![task], step.Potential![task], step.Options.Margin, step.Options.Focus));

    private static double[] TrainingProgresses(MetricStep step) =>
        PerTask(step, task => ConvergenceSpeed.TrainingProgress(step.Losses[task], step.SingleTaskLosses![task]));

    private static double WindowMean(MetricStep step, int task, int stepsBefore) => ConvergenceSpeed.WindowMean(step.LossWindow(task, stepsBefore));

    private static double[] PerTask(MetricStep step, Func<int, double> value) => [.. Enumerable.Range(0, step.Losses.Length).Select(value)];
}
