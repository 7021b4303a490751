using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>Newton's method for the scaling of three or more gradients with the least mean condition number.</summary>
/// <remarks>
/// A sequence of ever less smoothed costs (<see cref="SmoothedCondition"/>), each started from the minimum of the one before. It ends as
/// soon as the smoothing no longer does anything, with a last Newton step to rounding; or, where extreme eigenvalues coincide at the
/// minimum, once it costs less than 1e-9 of the condition number.
/// </remarks>
internal sealed class ConditionNewton
{
    private const double FirstPower = 16;
    private const double PowerFactor = 8;
    private const double LastPower = 1e10;
    private const double NoBlur = 1e-14;
    private const double Converged = 1e-22;
    private const double Quadratic = 1e-14;
    private const double Rounding = 1e-16;
    private const int StepsInRounding = 4;
    private const double FlatBelow = 1e-7;
    private const double Ridge = 1e-10;
    private const double NotConvergedAbove = 1e-9;
    private const int MaxSteps = 400;
    private const int MaxHalvings = 30;

    private readonly SmoothedCondition _cost;
    private readonly ReducedNewton _step;
    private readonly double[] _scales;
    private readonly double[] _point;
    private readonly double[] _trial;
    private readonly double[] _direction;
    private double _value;
    private bool _isEvaluated;
    private double _decrement;

    // An eigenvalue is known to rounding of the largest one, so a condition number to its square times that, relative to itself.
    private double _rounding;
    private int _steps;

    private ConditionNewton(IReadOnlyList<Gramian> gramians, int taskCount)
    {
        _scales = InverseMeanNorms(gramians, taskCount);
        _cost = new SmoothedCondition(gramians, _scales) { Power = FirstPower };
        double[] ones = new double[taskCount];
        Array.Fill(ones, 1);
        _step = new ReducedNewton(ones, 0);
        (_point, _trial, _direction) = (new double[taskCount], new double[taskCount], new double[taskCount]);
    }

    internal static MinimumCertificate Minimise(IReadOnlyList<Gramian> gramians, Span<double> weights) =>
        new ConditionNewton(gramians, weights.Length).Run(weights);

    private MinimumCertificate Run(Span<double> weights)
    {
        double tolerance = Math.Log(weights.Length);
        while (true)
        {
            Descend(0.01 * tolerance / _cost.Power);
            if (_cost.Blur <= NoBlur)
            {
                Descend(Converged);
            }

            if (_cost.Blur <= NoBlur || _cost.Power >= LastPower || tolerance / _cost.Power <= _rounding || _steps >= MaxSteps)
            {
                break;
            }

            _cost.Power = Math.Min(_cost.Power * PowerFactor, LastPower);
            _isEvaluated = false;
        }

        bool isSmooth = _cost.Blur <= NoBlur;
        double residual = isSmooth ? 0 : tolerance / _cost.Power;
        foreach (double slope in _cost.Gradient)
        {
            residual = isSmooth ? Math.Max(residual, Math.Abs(slope) / _value) : residual;
        }

        residual = Math.Max(residual, isSmooth ? 0 : _decrement);
        bool converged = _decrement <= Math.Max(NotConvergedAbove, 10 * _rounding) && _steps < MaxSteps;
        ToWeights(weights);
        return new MinimumCertificate(
            isSmooth ? MinimumKind.Smooth : MinimumKind.Nonsmooth,
            residual,
            _steps,
            _step.SmallestPivot > FlatBelow * _value,
            converged ? Guards.None : Guards.NotConverged);
    }

    // Newton steps until the decrement, which bounds what is left of the cost, is below a fraction of it; leaves the derivatives of the end point.
    private void Descend(double tolerance)
    {
        double previous = double.PositiveInfinity;
        int inRounding = 0;
        while (true)
        {
            if (!_isEvaluated)
            {
                _value = _cost.Evaluate(_point, withDerivatives: true);
                _isEvaluated = true;
            }

            _rounding = Rounding * _cost.Worst * _cost.Worst;
            Steady();
            _decrement = _step.Solve(_cost.Curvature, _cost.Gradient, _direction) / _value;

            inRounding += _decrement <= _rounding ? 1 : 0;
            bool stalled = inRounding > StepsInRounding || (_decrement <= Quadratic && _decrement >= 0.25 * previous);
            if (_decrement <= tolerance || stalled || _steps >= MaxSteps || !Move(_decrement <= Quadratic))
            {
                return;
            }

            previous = _decrement;
            _steps++;
        }
    }

    // Along a direction without curvature the gradient is rounding, and a Newton step would follow it to the end of the world.
    private void Steady()
    {
        for (int i = 0; i < _point.Length; i++)
        {
            _cost.Curvature[(i * _point.Length) + i] += Ridge * _value;
        }
    }

    private bool Move(bool fully)
    {
        double length = 1;
        for (int halving = 0; halving < MaxHalvings && (fully || length * _decrement > Rounding); halving++, length *= 0.5)
        {
            for (int i = 0; i < _trial.Length; i++)
            {
                _trial[i] = _point[i] + (length * _direction[i]);
            }

            // The first length nearly always does, so its derivatives are taken along.
            bool isFirst = halving == 0;
            double value = _cost.Evaluate(_trial, withDerivatives: isFirst);
            if (fully || value <= _value * (1 - (1e-4 * length * _decrement)))
            {
                _trial.CopyTo(_point, 0);
                (_value, _isEvaluated) = (value, isFirst);
                return true;
            }
        }

        _value = _cost.Evaluate(_point, withDerivatives: true);
        return false;
    }

    private void ToWeights(Span<double> weights)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Log(_scales[i]) + _point[i];
            largest = Math.Max(largest, weights[i]);
        }

        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Exp(weights[i] - largest);
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] *= weights.Length / sum;
        }
    }

    // Within √K of the least condition number for one Gramian (van der Sluis, 1969), and a good start for more.
    private static double[] InverseMeanNorms(IReadOnlyList<Gramian> gramians, int taskCount)
    {
        double[] scales = new double[taskCount];
        for (int i = 0; i < taskCount; i++)
        {
            double mean = 0;
            foreach (Gramian gramian in gramians)
            {
                mean += gramian.Norm(i) / gramians.Count;
            }

            scales[i] = 1 / mean;
        }

        return scales;
    }
}
