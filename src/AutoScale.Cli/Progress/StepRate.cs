namespace AutoScale.Cli.Progress;

/// <summary>Seconds per step over the last few seconds, so that the estimate follows when a run changes phase.</summary>
internal sealed class StepRate
{
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
    /// <param name="elapsed">Time since the run started.</param>
    public void Add(int iteration, TimeSpan elapsed)
    {
        _last = (iteration, elapsed);
        _points.Enqueue(_last);
        while (_points.Count > 2 && elapsed - _points.Peek().Elapsed > Window)
        {
            _points.Dequeue();
        }
    }

    /// <summary>How long the rest takes at the present rate.</summary>
    /// <param name="total">Steps of the whole run.</param>
    /// <returns>The estimate, or null before there is a rate.</returns>
    public TimeSpan? Remaining(int total)
    {
        double rate = PerSecond;
        return rate > 0 ? TimeSpan.FromSeconds((total - _last.Iteration) / rate) : null;
    }
}
