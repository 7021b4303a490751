using System.Text.Json;
using System.Text.Json.Serialization;
using AutoScale.Weighting;

namespace AutoScale.Conformance.Checks;

/// <summary>What a method remembers, what it draws at random, and that a resumed run cannot be told from an uninterrupted one.</summary>
internal static class MemoryChecks
{
    private static readonly JsonSerializerOptions _json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The same run twice has the same weights.</summary>
    public static void Determinism(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            trial.RequireSame(
                trial.Run(trial.Create(taskCount), taskCount), trial.Run(trial.Create(taskCount), taskCount), new Input("the same run again", 1, taskCount), "the weights of the first run,");
        }
    }

    /// <summary>The seed matters where the descriptor says so, and only there.</summary>
    public static void Seed(Trial trial)
    {
        const int TaskCount = 5;
        double[][] first = trial.Run(trial.Create(TaskCount, seed: 1), TaskCount);
        double[][] second = trial.Run(trial.Create(TaskCount, seed: 2), TaskCount);
        bool differ = !first.SelectMany(weights => weights).SequenceEqual(second.SelectMany(weights => weights));
        trial.Require(differ == trial.Method.IsRandom, new Input("another seed of the method", 1, TaskCount), trial.Method.IsRandom ? "other weights" : "the same weights", differ ? "others" : "the same");
    }

    /// <summary>Earlier steps do not matter where the descriptor says so; elsewhere what is captured depends on them.</summary>
    public static void History(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            IWeighting first = trial.Create(taskCount);
            IWeighting second = trial.Create(taskCount);
            trial.Run(first, taskCount);
            trial.Run(second, taskCount, history: 1);
            Input input = new("a step after two different runs", Trial.Steps + 1, taskCount, Trial.Steps + 1);
            if (!trial.Method.IsStateful)
            {
                trial.RequireSame(Next(first), Next(second), input, "the same weights,");
                continue;
            }

            trial.Require(taskCount == 1 || Text(first) != Text(second), input, $"an {nameof(IStateful)} whose state depends on the run, since the descriptor says that it remembers", Text(first));

            double[][] Next(IWeighting weighting) => trial.Run(weighting, taskCount, input.Iteration, input.Iteration);
        }
    }

    /// <summary>A state captured at any step, written as JSON and read again, goes on as if nothing had happened.</summary>
    public static void Resume(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            IWeighting uninterrupted = trial.Create(taskCount);
            List<WeightingState> states = [];
            List<double[]> weights = [];
            for (int iteration = 1; iteration <= Trial.Steps && uninterrupted is IStateful stateful; iteration++)
            {
                states.Add(stateful.Capture());
                weights.AddRange(trial.Run(uninterrupted, taskCount, iteration, iteration));
            }

            for (int stop = 0; stop < states.Count; stop++)
            {
                IWeighting resumed = trial.Create(taskCount);
                ((IStateful)resumed).Restore(Copy(states[stop]));
                trial.RequireSame(
                    [.. weights[stop..]], trial.Run(resumed, taskCount, stop + 1), new Input($"resumed after step {stop}", stop + 1, taskCount, stop + 1), "the uninterrupted run's");
            }
        }
    }

    /// <summary>A state of something else is refused.</summary>
    public static void RefusesForeignState(Trial trial)
    {
        foreach (int taskCount in trial.TaskCounts)
        {
            if (trial.Create(taskCount) is IStateful stateful)
            {
                trial.RequireThrows<ArgumentException>(() => stateful.Restore(new WeightingState().With("other", [1])), new Input("the state of another method", 0, taskCount));
            }
        }
    }

    private static string Text(IWeighting weighting) => weighting is IStateful stateful ? JsonSerializer.Serialize(stateful.Capture().Values, _json) : "nothing";

    private static WeightingState Copy(WeightingState state)
    {
        WeightingState copy = new();
        foreach ((string name, double[] value) in JsonSerializer.Deserialize<Dictionary<string, double[]>>(JsonSerializer.Serialize(state.Values, _json), _json)!)
        {
            copy.With(name, value);
        }

        return copy;
    }
}
