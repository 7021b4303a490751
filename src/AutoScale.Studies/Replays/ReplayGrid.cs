using System.Globalization;

using AutoScale.AutoScaling;
using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Studies.Configuration;

namespace AutoScale.Studies.Replays;

/// <summary>Which choices of AutoScale to try on a trace: every combination of the lists.</summary>
public sealed record ReplayGrid
{
    /// <summary>Exploration ratios α, each between 0 and 1, both excluded. Default the paper's 0.2.</summary>
    public IReadOnlyList<double> Alphas { get; init; } = [0.2];

    /// <summary>Window sizes τ in steps, each at least 1. Default the paper's 50.</summary>
    public IReadOnlyList<int> Taus { get; init; } = [50];

    /// <summary>What the weights of a window minimise. Default every cost function.</summary>
    public IReadOnlyList<ICostFunction> Costs { get; init; } = CostCatalogue.All;

    /// <summary>From the windows' weights to the final ones. Default every predictor.</summary>
    public IReadOnlyList<IWeightPredictor> Predictors { get; init; } = PredictorCatalogue.All;

    /// <summary>Fractions γ of the run that extrapolating predictors look at, each from 0 to 1. Default the paper's 0.5.</summary>
    public IReadOnlyList<double> Gammas { get; init; } = [0.5];

    /// <summary>The least weight of a task, from 0 to below 1. Default 0.001.</summary>
    public double Floor { get; init; } = 1e-3;

    /// <summary>T, the length of the run that the weights are for; null takes the trace's own. At least 2.</summary>
    public int? TotalIterations { get; init; }

    /// <summary>The choices of a run: its own alpha, tau, gamma and floor, with every cost and predictor.</summary>
    /// <param name="folder">A run folder; one whose run was not AutoScale's gives the defaults.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="ConfigurationException">The folder's config.yaml is not valid.</exception>
    public static ReplayGrid OfRun(string folder)
    {
        IReadOnlyDictionary<string, string> options = RunConfigurationResolver.OfFolder(folder).MethodOptions;
        ReplayGrid usual = new();
        return usual with
        {
            Alphas = Number(options, "alpha") is { } alpha ? [alpha] : usual.Alphas,
            Taus = Number(options, "tau") is { } tau ? [(int)tau] : usual.Taus,
            Gammas = Number(options, "gamma") is { } gamma ? [gamma] : usual.Gammas,
            Floor = Number(options, "floor") ?? usual.Floor,
        };
    }

    /// <summary>The options of every combination, costs outermost and predictors innermost.</summary>
    /// <param name="tasks">Names of the K tasks.</param>
    /// <param name="totalIterations">T, unless <see cref="TotalIterations"/> says otherwise.</param>
    /// <returns>One set of options for each combination.</returns>
    public IEnumerable<AutoScaleOptions> Combinations(IReadOnlyList<string> tasks, int totalIterations)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return
            from cost in Costs
            from alpha in Alphas
            from tau in Taus
            from gamma in Gammas
            from predictor in Predictors
            select new AutoScaleOptions
            {
                TaskCount = tasks.Count,
                TaskNames = tasks,
                TotalIterations = TotalIterations ?? totalIterations,
                Alpha = alpha,
                Tau = tau,
                Gamma = gamma,
                Floor = Floor,
                Cost = cost,
                Predictor = predictor,
            };
    }

    private static double? Number(IReadOnlyDictionary<string, string> options, string name) =>
        options.TryGetValue(name, out string? text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
