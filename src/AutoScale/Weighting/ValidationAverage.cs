namespace AutoScale.Weighting;

/// <summary>One number per task from the validations of a run, averaged exponentially from the first one on.</summary>
internal sealed class ValidationAverage
{
    private readonly double[] _averages;
    private readonly double _decay;
    private Guards _guards;

    /// <summary>Creates the averages, all unknown.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="decay">The part of the old average that a validation keeps. At least 0, below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ValidationAverage(int taskCount, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        if (decay is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "The decay of an average over validations is a number of at least 0 and below 1.");
        }

        _averages = new double[taskCount];
        _averages.AsSpan().Fill(double.NaN);
        _decay = decay;
    }

    /// <summary>The averages, shape [K]; NaN where a task has had no score.</summary>
    public ReadOnlySpan<double> Values => _averages;

    /// <summary>Whether every task has had a score.</summary>
    public bool IsComplete => !Array.Exists(_averages, double.IsNaN);

    /// <summary>Throws unless there is one score per task.</summary>
    /// <exception cref="ArgumentException"><paramref name="scores"/> does not have K elements.</exception>
    public void Require(ReadOnlySpan<TaskScore> scores)
    {
        if (scores.Length != _averages.Length)
        {
            throw new ArgumentException($"scores needs one element per task: expected {_averages.Length}, got {scores.Length}.", nameof(scores));
        }
    }

    /// <summary>Takes the number that one task's score gives, brought into a range; one that is not a number leaves the average as it is.</summary>
    public void Add(int task, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            _guards = Guards.ScoreOutOfRange;
        }

        if (!double.IsNaN(value))
        {
            double clamped = Math.Clamp(value, least, most);
            _averages[task] = double.IsNaN(_averages[task]) ? clamped : (_decay * _averages[task]) + ((1 - _decay) * clamped);
        }
    }

    /// <summary>What had to be done since the last call: for the certificate of the next step.</summary>
    public Guards TakeGuards()
    {
        Guards guards = _guards;
        _guards = Guards.None;
        return guards;
    }

    /// <summary>The averages as a state.</summary>
    public WeightingState Capture() => new WeightingState().With("averages", _averages).With("guards", [(double)_guards]);

    /// <summary>Goes back to a state.</summary>
    /// <exception cref="ArgumentException">The state is of another method or number of tasks.</exception>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] averages = state.Read("averages", _averages.Length);
        _guards = (Guards)state.Read("guards", 1)[0];
        averages.CopyTo(_averages, 0);
    }
}
