using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>AutoScale as a line of the method catalogue.</summary>
public static class AutoScaleMethod
{
    private const string Name = "autoscale";
    private const string ExplorerPrefix = "explorer.";
    private static readonly AutoScaleOptions _defaults = new() { TaskCount = 2, TotalIterations = 2 };

    /// <summary>How the catalogue presents AutoScale.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = Name,
        Title = "AutoScale",
        Summary = "Explores with another method, then trains on with the fixed weights that give the best gradient geometry.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        MinimumTaskCount = 2,
        Claims = MethodClaims.EqualForSymmetricPair,
        Cost = "the explorer's for the first alpha of the run; then one backward pass and O(K)",
        Source = "AutoScale: Combining Multi-Task Optimization with Linear Scalarization, Algorithm 1",
        HeadGradientNote = "Weighted in both phases, so that nothing but the weights changes between them.",
        Options =
        [
            new("alpha", MethodOptions.Format(_defaults.Alpha), "The fraction of the run that explores.", "a number above 0 and below 1"),
            new("tau", MethodOptions.Format(_defaults.Tau), "The iterations of one window.", "a whole number of at least 1"),
            new("gamma", MethodOptions.Format(_defaults.Gamma), "The fraction of the run whose weights are predicted.", "a number from 0 to 1"),
            new("cost", _defaults.Cost.Name, "What makes weights good on a window.", Listed(CostCatalogue.All.Select(cost => cost.Name))),
            new("predictor", _defaults.Predictor.Name, "From the windows' weights to the run's.", Listed(PredictorCatalogue.All.Select(predictor => predictor.Name))),
            new("floor", MethodOptions.Format(_defaults.Floor), "The least weight of a task, where they sum to K.", "a number of at least 0 and below 1"),
            new("probe-every", MethodOptions.Format(_defaults.ProbeEvery), "Measure gradients every so many iterations of exploration.", "a whole number from 1 to tau"),
            new("explorer", "imtl-g", "The method that explores.", "the name of another method"),
            new("explorer.*", "", "An option of the explorer, as explorer.negative-weights.", "what the explorer takes"),
        ],
        Factory = Create,
    };

    private static AutoScaleWeighting Create(MethodContext context)
    {
        MethodOptions options = context.Options;
        string explorer = options.OneOf("explorer", MethodCatalogue.All.Select(method => method.Name).Where(name => name != Name));
        int tau = options.WholeNumber("tau", value => value >= 1);
        AutoScaleOptions autoScale = new()
        {
            TaskCount = context.TaskCount,
            TotalIterations = context.TotalIterations,
            TaskNames = context.Tasks,
            Alpha = options.Number("alpha", value => value is > 0 and < 1),
            Tau = tau,
            Gamma = options.Number("gamma", value => value is >= 0 and <= 1),
            Cost = CostCatalogue.Find(options.OneOf("cost", CostCatalogue.All.Select(cost => cost.Name))),
            Predictor = PredictorCatalogue.Find(options.OneOf("predictor", PredictorCatalogue.All.Select(predictor => predictor.Name))),
            Floor = options.Number("floor", value => value is >= 0 and < 1),
            ProbeEvery = options.WholeNumber("probe-every", value => value >= 1 && value <= tau),
        };
        return new AutoScaleWeighting(MethodCatalogue.Create(explorer, context with { Options = options.Under(ExplorerPrefix) }), autoScale);
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.SkipLast(1)) + " or " + names.Last();
}
