using System.CommandLine;

using AutoScale.AutoScaling.Costs;
using AutoScale.AutoScaling.Predictors;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.Replays;

namespace AutoScale.Cli.Commands;

/// <summary>The options of replay: lists whose every combination is tried.</summary>
internal sealed class ReplayOptions
{
    private static readonly ConfigurationKey<double> AlphaKey =
        ConfigurationKey.Number("alpha", value => value is > 0 and < 1, "numbers above 0 and below 1", string.Empty);

    private static readonly ConfigurationKey<double> GammaKey =
        ConfigurationKey.Number("gamma", value => value is >= 0 and <= 1, "numbers from 0 to 1", string.Empty);

    private static readonly ConfigurationKey<double> FloorKey =
        ConfigurationKey.Number("floor", value => value is >= 0 and < 1, "a number from 0 to below 1", string.Empty);

    private static readonly ConfigurationKey<int> TauKey = ConfigurationKey.WholeNumber("tau", 1, string.Empty);
    private static readonly ConfigurationKey<int> IterationsKey = ConfigurationKey.WholeNumber("iterations", 2, string.Empty);

    private readonly Option<string?> _costs = List("--cost", "a,b", $"Cost functions: {Names(CostCatalogue.All.Select(cost => cost.Name))} [default: all]");
    private readonly Option<string?> _predictors = List(
        "--predictor", "a,b", $"Weight predictors: {Names(PredictorCatalogue.All.Select(predictor => predictor.Name))} [default: all]");

    private readonly Option<string?> _alphas = List("--alpha", "a,b", "Exploration ratios, in (0, 1) [default: the run's own, or 0.2]");
    private readonly Option<string?> _taus = List("--tau", "a,b", "Window sizes in steps, at least 1 [default: the run's own, or 50]");
    private readonly Option<string?> _gammas = List("--gamma", "a,b", "Fractions of the run that linear and exponential predictors look at, 0 to 1 [default: the run's own, or 0.5]");
    private readonly Option<string?> _floor = List("--floor", "number", "The least weight of a task, 0 to below 1 [default: the run's own, or 0.001]");
    private readonly Option<string?> _iterations = List("--iterations", "number", "Steps of the whole run, where the trace does not say [default: the trace's]");

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_costs, _predictors, _alphas, _taus, _gammas, _floor, _iterations])
        {
            command.Add(option);
        }
    }

    /// <summary>The combinations that a command line asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="grid">What holds where the command line says nothing.</param>
    /// <returns>The grid.</returns>
    /// <exception cref="ConfigurationException">A value is out of its range.</exception>
    public ReplayGrid Read(ParseResult parsed, ReplayGrid grid)
    {
        return grid with
        {
            Costs = Values(parsed, _costs, CostCatalogue.Find) ?? grid.Costs,
            Predictors = Values(parsed, _predictors, PredictorCatalogue.Find) ?? grid.Predictors,
            Alphas = Values(parsed, _alphas, Parse(AlphaKey, _alphas)) ?? grid.Alphas,
            Taus = Values(parsed, _taus, Parse(TauKey, _taus)) ?? grid.Taus,
            Gammas = Values(parsed, _gammas, Parse(GammaKey, _gammas)) ?? grid.Gammas,
            Floor = Values(parsed, _floor, Parse(FloorKey, _floor))?[0] ?? grid.Floor,
            TotalIterations = Values(parsed, _iterations, Parse(IterationsKey, _iterations))?[0],
        };
    }

    private static Option<string?> List(string name, string valueName, string description) =>
        new(name) { HelpName = valueName, Description = description };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static Func<string, T> Parse<T>(ConfigurationKey<T> key, Option option) => text => key.Parse(new GivenValue(text, option.Name));

    private static T[]? Values<T>(ParseResult parsed, Option<string?> option, Func<string, T> parse)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        return [.. new GivenValue(text, option.Name).Items.Select(parse)];
    }
}
