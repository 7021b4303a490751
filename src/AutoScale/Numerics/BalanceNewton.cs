using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>Newton's method for a balancing problem whose minimum sits in no row's kink.</summary>
/// <remarks>
/// Each norm r is smoothed to √(r² + ε²) with ε falling tenfold, because plain Newton crawls past kinks. Once ε is small against every
/// norm it is set to zero and the last steps converge quadratically to rounding. Only where rows contain zeros can some norm stay
/// zero at the minimum; then ε falls to rounding and the point is called nonsmooth.
/// </remarks>
internal sealed class BalanceNewton
{
    private const int MaxSteps = 200;
    private const int MaxHalvings = 40;
    private const double Converged = 1e-22;
    private const double Quadratic = 1e-12;
    private const double Rounding = 1e-15;
    private const int MostStepsInRounding = 4;
    private const double LeastSmoothing = 1e-12;
    private const double NotConvergedAbove = 1e-6;

    private readonly BalanceProblem _problem;
    private readonly int _taskCount;
    private readonly double[] _point;
    private readonly double[] _trial;
    private readonly double[] _centred;
    private readonly double[] _gradient;
    private readonly double[] _direction;
    private readonly double[] _curvature;
    private readonly ReducedNewton _step;
    private double _scale;
    private double _smoothing;
    private double _smallestNorm;
    private double _value;
    private int _stepsInRounding;

    private BalanceNewton(BalanceProblem problem)
    {
        _problem = problem;
        _taskCount = problem.TaskCount;
        _point = new double[_taskCount];
        _trial = new double[_taskCount];
        _centred = new double[_taskCount];
        _gradient = new double[_taskCount];
        _direction = new double[_taskCount];
        _curvature = new double[_taskCount * _taskCount];
        _step = new ReducedNewton(problem.Constraint, problem.Pivot);
    }

    internal static MinimumCertificate Minimise(BalanceProblem problem, Span<double> weights) => new BalanceNewton(problem).Run(weights);

    private MinimumCertificate Run(Span<double> weights)
    {
        Array.Fill(_point, 1);
        _problem.Normalise(_point);
        _smoothing = 0;
        _scale = Evaluate(_point, withDerivatives: false) / _problem.RowCount;
        _smoothing = _scale;
        double previous = double.PositiveInfinity;
        int steps = 0;
        bool isOver = false;
        for (; steps < MaxSteps && !isOver; steps++)
        {
            _value = Evaluate(_point, withDerivatives: true);
            double decrement = _step.Solve(_curvature, _gradient, _direction) / _value;
            if (_smoothing > 0 && decrement <= 0.01 * _problem.RowCount * _smoothing / _value)
            {
                isOver = !SmoothLess(canStop: true);
                continue;
            }

            isOver = IsLast(decrement, previous);
            previous = decrement;
            if (!Move(fully: decrement <= Quadratic) && !isOver)
            {
                // No descent left in rounding at this smoothing: go on with less of it, or end if there is none.
                isOver = !SmoothLess(canStop: false);
            }
        }

        return Finish(steps, weights);
    }

    // Whether the step about to be taken ends at rounding.
    private bool IsLast(double decrement, double previous)
    {
        // Where the rows are nearly proportional the cost is a small difference of large numbers: below their rounding nothing is left.
        _stepsInRounding += decrement * _value <= Rounding * Size() ? 1 : 0;
        return _smoothing == 0
            && (decrement <= Converged || _stepsInRounding > MostStepsInRounding || (decrement <= Quadratic && decrement >= previous));
    }

    // False where there is no less smoothing to have.
    private bool SmoothLess(bool canStop)
    {
        if (_smoothing < LeastSmoothing * _scale)
        {
            return false;
        }

        _smoothing = canStop && _smoothing < 0.1 * _smallestNorm ? 0 : 0.1 * _smoothing;
        return true;
    }

    private MinimumCertificate Finish(int steps, Span<double> weights)
    {
        MinimumKind kind = _smoothing == 0 ? MinimumKind.Smooth : MinimumKind.Nonsmooth;
        _value = Evaluate(_point, withDerivatives: true);
        double decrement = _value > 0 ? _step.Solve(_curvature, _gradient, _direction) / _value : 0;
        double residual = Residual();
        _problem.ToWeights(_point, weights);
        bool converged = decrement * _value <= Math.Max(NotConvergedAbove * _value, Rounding * Size());
        return new MinimumCertificate(kind, residual, steps, _step.IsDefinite, converged ? Guards.None : Guards.NotConverged);
    }

    // The largest element of (g − ν·p)∘u, against what the rows could contribute to it at most.
    private double Residual()
    {
        double size = Size();
        double multiplier = _step.Multiplier(_gradient, _point);
        double residual = 0;
        for (int i = 0; i < _taskCount; i++)
        {
            residual = Math.Max(residual, Math.Abs((_gradient[i] - (multiplier * _problem.Constraint[i])) * _point[i]) / size);
        }

        return residual;
    }

    // The weighted magnitudes of which the cost is the differences.
    private double Size()
    {
        double size = 0;
        for (int row = 0; row < _problem.RowCount; row++)
        {
            ReadOnlySpan<double> scales = _problem.Row(row);
            for (int i = 0; i < scales.Length; i++)
            {
                size += scales[i] * Math.Abs(_point[i]) / scales.Length;
            }
        }

        return size;
    }

    private bool Move(bool fully)
    {
        double slope = 0;
        for (int i = 0; i < _taskCount; i++)
        {
            slope += _gradient[i] * _direction[i];
        }

        double length = 1;
        for (int halving = 0; halving < MaxHalvings; halving++, length *= 0.5)
        {
            for (int i = 0; i < _taskCount; i++)
            {
                _trial[i] = _point[i] + (length * _direction[i]);
            }

            if (fully || Evaluate(_trial, withDerivatives: false) <= _value + (1e-4 * length * slope))
            {
                _trial.CopyTo(_point, 0);
                return true;
            }
        }

        return false;
    }

    private double Evaluate(double[] point, bool withDerivatives)
    {
        if (withDerivatives)
        {
            Array.Clear(_gradient);
            Array.Clear(_curvature);
            _smallestNorm = double.PositiveInfinity;
        }

        double sum = 0;
        for (int row = 0; row < _problem.RowCount; row++)
        {
            double norm = _problem.Residual(row, point, _centred);
            double smoothed = _smoothing == 0 ? norm : Math.Sqrt((norm * norm) + (_smoothing * _smoothing));
            sum += smoothed;
            if (withDerivatives)
            {
                _smallestNorm = Math.Min(_smallestNorm, norm);
                AddDerivatives(_problem.Row(row), smoothed);
            }
        }

        return sum;
    }

    // Gradient b∘v/r and Hessian (diag(b²) − b·bᵀ/K − (b∘v)(b∘v)ᵀ/r²)/r of one smoothed norm, v the centred row; lower triangle only.
    private void AddDerivatives(ReadOnlySpan<double> scales, double norm)
    {
        if (norm == 0)
        {
            return;
        }

        double inverse = 1 / norm;
        double share = 1.0 / _taskCount;
        for (int i = 0; i < _taskCount; i++)
        {
            double first = scales[i] * inverse;
            double unit = _centred[i] * inverse;
            _gradient[i] += scales[i] * unit;
            Span<double> row = _curvature.AsSpan(i * _taskCount, _taskCount);
            for (int j = 0; j < i; j++)
            {
                row[j] -= first * scales[j] * (share + (unit * _centred[j] * inverse));
            }

            row[i] += first * scales[i] * (1 - share - (unit * unit));
        }
    }
}
