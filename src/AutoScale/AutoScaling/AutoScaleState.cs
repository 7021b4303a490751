using AutoScale.Gradients;
using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>Packs what AutoScale remembers between steps into rows of numbers, and back.</summary>
internal static class AutoScaleState
{
    private const int WindowFields = 9;

    internal static WeightingState Capture(int done, int lastProbe, List<WindowSolution> windows, List<IterationEvidence> recorded)
    {
        List<double> solved = [];
        foreach (WindowSolution window in windows)
        {
            MinimumCertificate certificate = window.Certificate;
            solved.AddRange([
                window.Span.First, window.Span.Last, window.Cost, (int)certificate.Kind,
                certificate.Residual, certificate.Iterations, certificate.IsUnique ? 1 : 0, (int)certificate.Guards, window.UsedIterations,
            ]);
            solved.AddRange(window.Weights);
            solved.AddRange(Enumerable.Range(0, window.Weights.Count).Select(task => window.DeadTasks.Contains(task) ? 1.0 : 0.0));
        }

        List<double> evidence = [];
        foreach (IterationEvidence iteration in recorded)
        {
            evidence.AddRange([iteration.Iteration, (int)iteration.Level]);
            evidence.AddRange(iteration.Losses);
            evidence.AddRange(iteration.Level == Evidence.GradientNorms ? iteration.GradientNorms : default);
            evidence.AddRange(iteration.Gramian is null ? default : iteration.Gramian.Entries);
        }

        return new WeightingState().With("progress", [done, lastProbe]).With("windows", solved.ToArray()).With("evidence", evidence.ToArray());
    }

    internal static (int Done, int LastProbe) ReadProgress(WeightingState state)
    {
        double[] progress = state.Read("progress", 2);
        return ((int)progress[0], (int)progress[1]);
    }

    internal static List<WindowSolution> ReadWindows(WeightingState state, int taskCount)
    {
        double[] solved = state.Read("windows");
        int length = WindowFields + (2 * taskCount);
        if (solved.Length % length != 0)
        {
            throw new ArgumentException($"The saved state's 'windows' has {solved.Length} numbers, expected a multiple of {length}: it belongs to another number of tasks.");
        }

        List<WindowSolution> windows = [];
        for (int start = 0; start < solved.Length; start += length)
        {
            windows.Add(ReadWindow(solved.AsSpan(start, length), taskCount));
        }

        return windows;
    }

    internal static List<IterationEvidence> ReadEvidence(WeightingState state, int taskCount)
    {
        double[] evidence = state.Read("evidence");
        List<IterationEvidence> recorded = [];
        int next = 0;
        while (next < evidence.Length)
        {
            int iteration = (int)Take(evidence, ref next, 1)[0];
            Evidence level = (Evidence)(int)Take(evidence, ref next, 1)[0];
            ReadOnlySpan<double> losses = Take(evidence, ref next, taskCount);
            ReadOnlySpan<double> norms = level == Evidence.GradientNorms ? Take(evidence, ref next, taskCount) : default;
            Gramian? gramian = level == Evidence.Gramian ? new Gramian(Take(evidence, ref next, taskCount * taskCount)) : null;
            recorded.Add(new IterationEvidence(iteration, losses, norms, gramian));
        }

        return recorded;
    }

    private static ReadOnlySpan<double> Take(double[] values, ref int next, int count)
    {
        if (next + count > values.Length)
        {
            throw new ArgumentException($"The saved state's 'evidence' ends after {values.Length} numbers, in the middle of an iteration: it belongs to another number of tasks.");
        }

        next += count;
        return values.AsSpan(next - count, count);
    }

    private static WindowSolution ReadWindow(ReadOnlySpan<double> fields, int taskCount)
    {
        ReadOnlySpan<double> dead = fields[(WindowFields + taskCount)..];
        List<int> deadTasks = [];
        for (int task = 0; task < taskCount; task++)
        {
            if (dead[task] != 0)
            {
                deadTasks.Add(task);
            }
        }

        return new WindowSolution
        {
            Span = new WindowSpan((int)fields[0], (int)fields[1]),
            Cost = fields[2],
            Certificate = new MinimumCertificate((MinimumKind)(int)fields[3], fields[4], (int)fields[5], fields[6] != 0, (Guards)(int)fields[7]),
            UsedIterations = (int)fields[8],
            Weights = fields.Slice(WindowFields, taskCount).ToArray(),
            DeadTasks = deadTasks,
        };
    }
}
