using AutoScale.Numerics;
using AutoScale.Weighting;

namespace AutoScale.AutoScaling;

/// <summary>The exploration phase as it goes by: keeps what the cost needs and solves each window as it ends.</summary>
/// <remarks>The one place where windows are closed, so that a live run and the replay of its trace give the same numbers.</remarks>
internal sealed class Exploration
{
    private readonly AutoScaleOptions _options;
    private readonly WindowPlan _plan;
    private readonly List<WindowSolution> _windows = [];
    private readonly List<IterationEvidence> _open = [];
    private int _closed;

    internal Exploration(AutoScaleOptions options, WindowPlan plan)
    {
        _options = options;
        _plan = plan;
    }

    /// <summary>The windows solved so far, in order; those without any evidence are left out.</summary>
    internal List<WindowSolution> Windows => _windows;

    /// <summary>The evidence of the window that has not ended.</summary>
    internal List<IterationEvidence> Open => _open;

    /// <summary>Windows, weights and warnings; null until the last window has ended.</summary>
    internal AutoScaleSolution? Solution { get; private set; }

    /// <summary>Keeps an iteration where it holds what the cost needs and a window is open.</summary>
    /// <returns>Whether it holds what the cost needs.</returns>
    internal bool Record(IterationEvidence iteration)
    {
        if (iteration.Level < _options.Cost.Needs)
        {
            return false;
        }

        if (_closed < _plan.Count)
        {
            _open.Add(iteration.UpTo(_options.Cost.Needs));
        }

        return true;
    }

    /// <summary>Solves the windows that have ended after so many iterations.</summary>
    /// <returns>The guards of those windows.</returns>
    internal Guards CloseUpTo(int done)
    {
        Guards guards = Guards.None;
        for (; _closed < _plan.Count && _plan[_closed].Last <= done; _closed++)
        {
            if (_open.Count > 0)
            {
                _windows.Add(_options.Cost.Minimise(new Window(_plan[_closed], _open)));
                _open.Clear();
                guards |= _windows[^1].Guards | (_plan.IsShort ? Guards.ShortWindow : Guards.None);
            }
        }

        SolveIfOver();
        return guards;
    }

    internal void Restore(int done, IReadOnlyList<WindowSolution> windows, IReadOnlyList<IterationEvidence> open)
    {
        _windows.Clear();
        _windows.AddRange(windows);
        _open.Clear();
        _open.AddRange(open);
        _closed = 0;
        while (_closed < _plan.Count && _plan[_closed].Last <= done)
        {
            _closed++;
        }

        Solution = null;
        SolveIfOver();
    }

    private void SolveIfOver()
    {
        if (_closed == _plan.Count && Solution is null)
        {
            Solution = new AutoScaleSolution(_options, _plan, _windows.Count > 0 ? [.. _windows] : [NothingSeen()]);
        }
    }

    // Every step of the exploration was skipped: there is nothing to go by.
    private WindowSolution NothingSeen() => new()
    {
        Span = _plan[_plan.Count - 1],
        Weights = [.. Enumerable.Repeat(1.0, _options.TaskCount)],
        Cost = double.PositiveInfinity,
        Certificate = MinimumCertificate.Exact(MinimumKind.Substitute, isUnique: false, Guards.AllZero),
        UsedIterations = 0,
    };
}
