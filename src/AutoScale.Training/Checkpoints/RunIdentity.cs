using System.Globalization;
using AutoScale.Weighting;

namespace AutoScale.Training.Checkpoints;

/// <summary>What a run is, as lines of text: a checkpoint only fits a run that says the same.</summary>
internal static class RunIdentity
{
    /// <summary>Describes a run by everything that shapes its parameters.</summary>
    public static string Of(IProblem problem, IWeighting weighting, TrainingOptions options)
    {
        // A schedule is what it does: its factors stand for its settings, whatever class it is.
        int last = options.Iterations - 1;
        IEnumerable<string> factors = new[] { 0, last / 7, last / 3, last / 2, last }
            .Select(done => options.Schedule.FactorAt(done, options.Iterations).ToString("R", CultureInfo.InvariantCulture));
        (string Name, IFormattable Value)[] numbers =
        [
            ("iterations", options.Iterations),
            ("batch", options.BatchSize),
            ("learning rate", options.LearningRate),
            ("weight decay", options.WeightDecay),
            ("momentum", options.Momentum),
            ("seed", options.Seed),
            ("validate every", options.ValidateEvery),
            ("threads", Torch.Torch.Threads),
        ];
        string[] lines =
        [
            $"problem: {problem.Name} {problem.Setting}",
            $"tasks: {string.Join(", ", problem.Tasks.Select(task => task.Name))}",
            $"method: {options.Method ?? weighting.GetType().Name}",
            $"method settings: {options.MethodSettings}",
            .. numbers.Select(number => $"{number.Name}: {number.Value.ToString(null, CultureInfo.InvariantCulture)}"),
            $"optimizer: {options.Optimizer}",
            $"learning-rate factors: {string.Join(' ', factors)}",
            $"device: {options.Device}",
            $"head gradient: {options.HeadGradient}",
            $"weight scale: {options.WeightScale}",
            $"gradient scope: {options.GradientScope}",
            $"non-finite loss: {options.NonFiniteLoss}",
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The settings in which two runs differ, in words.</summary>
    public static string Difference(string expected, string found)
    {
        string[] theirs = found.Split('\n');
        IEnumerable<string> differing = expected.Split('\n')
            .Where(line => !theirs.Contains(line))
            .Select(line => (Line: line, Name: line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)]))
            .Select(mine => $"{mine.Line} here, {theirs.FirstOrDefault(line => line.StartsWith(mine.Name, StringComparison.Ordinal))?[mine.Name.Length..].Trim() ?? "nothing"} there");
        return string.Join("; ", differing);
    }
}
