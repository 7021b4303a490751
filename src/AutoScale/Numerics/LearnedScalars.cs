using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>A few numbers that a method learns by gradient descent or Adam, with everything that a resumed run needs of them.</summary>
/// <remarks>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, arXiv:1412.6980, Algorithm 1.</remarks>
public sealed class LearnedScalars
{
    /// <summary>The limit for numbers whose exponential is a weight: e^±60 is 1e±26, which float32 gradients survive.</summary>
    public const double LargestExponent = 60;

    private const double FirstMomentDecay = 0.9;
    private const double SecondMomentDecay = 0.999;
    private const double AdamEpsilon = 1e-8;
    private const double LargestSlope = 1e150; // Beyond, its square would overflow and Adam divide infinity by infinity.
    private readonly ScalarLearning _learning;
    private readonly double[] _values;
    private readonly double[] _firstMoments;
    private readonly double[] _secondMoments;
    private long _steps;

    /// <summary>Creates the numbers.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <param name="initial">The value of all at the start.</param>
    /// <param name="learning">How they are moved.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The initial value is not finite, or a setting is outside its range.</exception>
    public LearnedScalars(int count, double initial, ScalarLearning learning)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, "taskCount");
        if (!double.IsFinite(initial))
        {
            throw new ArgumentException($"The initial value is {initial}: expected a finite number.");
        }

        ArgumentNullException.ThrowIfNull(learning);
        learning.Check();
        _learning = learning;
        _values = new double[count];
        _values.AsSpan().Fill(initial);
        _firstMoments = new double[count];
        _secondMoments = new double[count];
    }

    /// <summary>The numbers, to be read, or put back where they may be.</summary>
    public Span<double> Values => _values;

    /// <summary>Takes one step against the slopes.</summary>
    /// <param name="slopes">The derivative of what is minimised by each number; not NaN.</param>
    /// <param name="limit">The largest magnitude allowed; numbers that leave ±limit are put back to it.</param>
    /// <returns>Whether a number was put back.</returns>
    public bool Step(ReadOnlySpan<double> slopes, double limit = double.MaxValue)
    {
        _steps++;
        double firstCorrection = 1 - Math.Pow(FirstMomentDecay, _steps);
        double secondCorrection = 1 - Math.Pow(SecondMomentDecay, _steps);
        bool isBounded = false;
        for (int i = 0; i < _values.Length; i++)
        {
            double direction = Math.Clamp(slopes[i], -LargestSlope, LargestSlope);
            if (_learning.Optimizer == ScalarOptimizer.Adam)
            {
                _firstMoments[i] = (FirstMomentDecay * _firstMoments[i]) + ((1 - FirstMomentDecay) * direction);
                _secondMoments[i] = (SecondMomentDecay * _secondMoments[i]) + ((1 - SecondMomentDecay) * direction * direction);
                direction = _firstMoments[i] / firstCorrection / (Math.Sqrt(_secondMoments[i] / secondCorrection) + AdamEpsilon);
            }

            double moved = _values[i] - (_learning.LearningRate * direction);
            _values[i] = Math.Clamp(moved, -limit, limit);
            isBounded |= _values[i] != moved;
        }

        return isBounded;
    }

    /// <summary>The numbers under a name of the caller's, their moments and the number of steps.</summary>
    /// <param name="name">The numbers' name in the state.</param>
    /// <returns>A new state, to which the caller may add.</returns>
    public WeightingState Capture(string name) => new WeightingState()
        .With(name, _values)
        .With("firstMoments", _firstMoments)
        .With("secondMoments", _secondMoments)
        .With("steps", [_steps]);

    /// <summary>Goes back to what <see cref="Capture"/> gave, or changes nothing.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The numbers' name in it.</param>
    /// <exception cref="ArgumentException">A value is missing or has the wrong length.</exception>
    public void Restore(WeightingState state, string name)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] values = state.Read(name, _values.Length);
        double[] firstMoments = state.Read("firstMoments", _values.Length);
        double[] secondMoments = state.Read("secondMoments", _values.Length);
        _steps = (long)state.Read("steps", 1)[0];
        values.CopyTo(_values, 0);
        firstMoments.CopyTo(_firstMoments, 0);
        secondMoments.CopyTo(_secondMoments, 0);
    }
}
