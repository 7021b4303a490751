namespace AutoScale.Cli.Progress;

/// <summary>The pace of the last few steps of one phase: those of the last ten seconds, or the last ten where these took longer.</summary>
internal sealed class StepRate
{
    private const int FewestSteps = 10; // A method that probes its gradients every few steps has dear and cheap ones.
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);
    private readonly Queue<(int Iteration, TimeSpan Elapsed)> _points = new();

    private (int Iteration, TimeSpan Elapsed) _last;

    /// <summary>Iterations per second; 0 before the second step.</summary>
    public double PerSecond
    {
        get
        {
            if (!_points.TryPeek(out (int Iteration, TimeSpan Elapsed) first) || _last.Elapsed <= first.Elapsed)
            {
                return 0;
            }

            return (_last.Iteration - first.Iteration) / (_last.Elapsed - first.Elapsed).TotalSeconds;
        }
    }

    /// <summary>Notes that a step has ended.</summary>
    /// <param name="iteration">The step, from 1.</param>
    /// <param name="elapsed">Time that went into steps so far.</param>
    /// <param name="isNewPhase">Whether the pace of the steps before says nothing about this one.</param>
    public void Add(int iteration, TimeSpan elapsed, bool isNewPhase = false)
    {
        if (isNewPhase && _points.Count > 0)
        {
            _points.Clear();
            _points.Enqueue(_last);
        }

        _last = (iteration, elapsed);
        _points.Enqueue(_last);
        while (_points.Count > FewestSteps + 1 && elapsed - _points.Peek().Elapsed > Window)
        {
            _points.Dequeue();
        }
    }
}
