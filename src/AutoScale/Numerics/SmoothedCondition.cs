using AutoScale.Gradients;

namespace AutoScale.Numerics;

/// <summary>The mean condition number of scaled Gramians with its extreme eigenvalues smoothed, and its derivatives in x = log w.</summary>
/// <remarks>
/// <para>log λₘₐₓ becomes φ(λ) = (1/p)·log Σ λₖᵖ, and −log λₘᵢₙ becomes φ(1/λ); both stay convex in x and are too large by at most
/// (log K)/p. As p grows the minimum tends to the true one; where the extreme eigenvalues are simple there, faster than any power of 1/p.</para>
/// <para>With eigenvectors U, πₖ ∝ λₖᵖ and qₖₗ = Uₖ∘Uₗ: ∇φ = 2·Σ πₖ·qₖₖ and ∇²φ = diag(∇φ) + 4p·Cov_π(qₖₖ) − 2·Σ πₖ·qₖₖ·qₖₖᵀ +
/// Σ_{k&lt;l} 2·[πₖ(λₖ + 3λₗ) − πₗ(λₗ + 3λₖ)]/(λₖ − λₗ)·qₖₗ·qₖₗᵀ.</para>
/// </remarks>
internal sealed class SmoothedCondition
{
    private readonly int _count;
    private readonly GramianEigen _eigen;

    // One R per Gramian M = RᵀR. Turned so that the rows of R·diag(w) were orthogonal at the last point, they nearly are at the next.
    private readonly double[][] _roots;
    private readonly double[] _scaled;
    private readonly double[] _factors;
    private readonly double[] _inverse;
    private readonly double[] _logs;
    private readonly double[] _top;
    private readonly double[] _bottom;
    private readonly double[] _slope;
    private readonly double[] _bend;
    private readonly double[] _product;

    internal SmoothedCondition(IReadOnlyList<Gramian> gramians, ReadOnlySpan<double> scales)
    {
        _count = scales.Length;
        _eigen = new GramianEigen(_count);
        _factors = new double[_count];
        _inverse = new double[_count];
        Array.Fill(_inverse, 1);
        _roots = new double[gramians.Count][];
        double[] matrix = new double[_count * _count];
        for (int row = 0; row < gramians.Count; row++)
        {
            // Each Gramian is brought to size 1 first, so that products of scales and entries neither overflow nor vanish.
            double largest = 0;
            for (int i = 0; i < _count; i++)
            {
                largest = Math.Max(largest, scales[i] * gramians[row].Norm(i));
            }

            for (int i = 0; i < _count; i++)
            {
                for (int j = 0; j < _count; j++)
                {
                    matrix[(i * _count) + j] = scales[i] / largest * gramians[row][i, j] * (scales[j] / largest);
                }
            }

            _eigen.Decompose(matrix);
            Keep(_roots[row] = new double[_count * _count]);
        }

        _scaled = new double[_count * _count];
        _bend = new double[_count * _count];
        Curvature = new double[_count * _count];
        (_logs, _top, _bottom) = (new double[_count], new double[_count], new double[_count]);
        (_slope, _product, Gradient) = (new double[_count], new double[_count], new double[_count]);
    }

    /// <summary>p, above 0: the larger, the closer to the true condition number.</summary>
    internal double Power { get; set; }

    /// <summary>The gradient after an evaluation with derivatives, shape [K].</summary>
    internal double[] Gradient { get; }

    /// <summary>The Hessian after an evaluation with derivatives, lower triangle, shape [K, K].</summary>
    internal double[] Curvature { get; }

    /// <summary>How much weight eigenvalues other than the extreme ones had at most in the last evaluation with derivatives: 0 where smoothing does nothing.</summary>
    internal double Blur { get; private set; }

    /// <summary>The largest smoothed condition number of the last evaluation.</summary>
    internal double Worst { get; private set; }

    internal double Evaluate(ReadOnlySpan<double> logWeights, bool withDerivatives)
    {
        for (int i = 0; i < _count; i++)
        {
            _factors[i] = Math.Exp(logWeights[i]);
            _inverse[i] = 1 / _factors[i];
        }

        if (withDerivatives)
        {
            Array.Clear(Gradient);
            Array.Clear(Curvature);
            Blur = 0;
        }

        double sum = 0;
        Worst = 0;
        foreach (double[] root in _roots)
        {
            double condition = Condition(root);
            Worst = Math.Max(Worst, condition);
            sum += condition / _roots.Length;
            if (double.IsInfinity(condition))
            {
                return double.PositiveInfinity;
            }

            if (withDerivatives)
            {
                AddDerivatives(condition / _roots.Length);
            }
        }

        return sum;
    }

    private double Condition(double[] root)
    {
        for (int k = 0; k < _count; k++)
        {
            for (int i = 0; i < _count; i++)
            {
                _scaled[(k * _count) + i] = root[(k * _count) + i] * _factors[i];
            }
        }

        _eigen.DecomposeFactor(_scaled);
        if (!(_eigen.Values[^1] > 0))
        {
            return double.PositiveInfinity;
        }

        Keep(root);

        for (int k = 0; k < _count; k++)
        {
            _logs[k] = Math.Log(_eigen.Values[k]);
        }

        return Math.Exp(0.5 * (SmoothMaximum(1, _logs[0], _top) + SmoothMaximum(-1, _logs[^1], _bottom)));
    }

    private void Keep(double[] root)
    {
        for (int k = 0; k < _count; k++)
        {
            double length = Math.Sqrt(_eigen.Values[k]);
            ReadOnlySpan<double> vector = _eigen.Vector(k);
            for (int i = 0; i < _count; i++)
            {
                root[(k * _count) + i] = length * vector[i] * _inverse[i];
            }
        }
    }

    // (1/p)·log Σ exp(±p·log λ) and the shares of its terms.
    private double SmoothMaximum(int sign, double extreme, double[] shares)
    {
        double sum = 0;
        for (int k = 0; k < _count; k++)
        {
            shares[k] = Math.Exp(sign * Power * (_logs[k] - extreme));
            sum += shares[k];
        }

        for (int k = 0; k < _count; k++)
        {
            shares[k] /= sum;
        }

        return (sign * extreme) + (Math.Log(sum) / Power);
    }

    private void AddDerivatives(double condition)
    {
        Array.Clear(_slope);
        Array.Clear(_bend);
        for (int k = 0; k < _count; k++)
        {
            ReadOnlySpan<double> vector = _eigen.Vector(k);
            for (int i = 0; i < _count; i++)
            {
                _slope[i] += (_top[k] - _bottom[k]) * vector[i] * vector[i];
            }
        }

        AddShares(_top);
        AddShares(_bottom);
        AddPairs();
        for (int i = 0; i < _count; i++)
        {
            Gradient[i] += condition * _slope[i];
            for (int j = 0; j <= i; j++)
            {
                Curvature[(i * _count) + j] += condition * (_bend[(i * _count) + j] + (_slope[i] * _slope[j]));
            }
        }

        double others = 0;
        for (int k = 0; k < _count; k++)
        {
            others += (k > 0 ? _top[k] : 0) + (k < _count - 1 ? _bottom[k] : 0);
        }

        Blur = Math.Max(Blur, others);
    }

    // Half of diag(∇φ) + 4p·Cov(q) − 2·Σ π·q·qᵀ; the covariance is summed about its mean, because p may be 1e10.
    private void AddShares(double[] shares)
    {
        Array.Clear(_product);
        for (int k = 0; k < _count; k++)
        {
            AddSquares(_eigen.Vector(k), shares[k]);
        }

        for (int k = 0; k < _count; k++)
        {
            if (shares[k] == 0)
            {
                continue;
            }

            ReadOnlySpan<double> vector = _eigen.Vector(k);
            for (int i = 0; i < _count; i++)
            {
                double square = vector[i] * vector[i];
                double offset = 2 * Power * shares[k] * (square - _product[i]);
                for (int j = 0; j <= i; j++)
                {
                    double other = vector[j] * vector[j];
                    _bend[(i * _count) + j] += (offset * (other - _product[j])) - (shares[k] * square * other);
                }
            }
        }

        for (int i = 0; i < _count; i++)
        {
            _bend[(i * _count) + i] += _product[i];
        }
    }

    private void AddSquares(ReadOnlySpan<double> vector, double share)
    {
        for (int i = 0; i < _count; i++)
        {
            _product[i] += share * vector[i] * vector[i];
        }
    }

    private void AddPairs()
    {
        for (int k = 0; k < _count; k++)
        {
            for (int l = k + 1; l < _count; l++)
            {
                double coefficient = 0.5 * (PairCurvature(_top[k], _top[l], k, l) + PairCurvature(_bottom[l], _bottom[k], k, l));
                if (coefficient < 1e-18)
                {
                    continue;
                }

                ReadOnlySpan<double> first = _eigen.Vector(k);
                ReadOnlySpan<double> second = _eigen.Vector(l);
                for (int i = 0; i < _count; i++)
                {
                    _product[i] = first[i] * second[i];
                    double scaled = coefficient * _product[i];
                    for (int j = 0; j <= i; j++)
                    {
                        _bend[(i * _count) + j] += scaled * _product[j];
                    }
                }
            }
        }
    }

    // 2·[π(1 + 3r) − π′(r + 3)]/(1 − r), r = λₗ/λₖ ≤ 1, π and π′ the shares of the outer and the inner of the two; by sinh where that cancels.
    private double PairCurvature(double outer, double inner, int k, int l)
    {
        double half = 0.5 * (_logs[k] - _logs[l]);
        if (Power * half > 1)
        {
            double ratio = Math.Exp(-2 * half);
            return 2 * ((outer * (1 + (3 * ratio))) - (inner * (ratio + 3))) / (1 - ratio);
        }

        double mean = 2 * Math.Sqrt(outer * inner);
        return half < 1e-300
            ? mean * ((4 * Power) - 2)
            : mean * (Math.Sinh((Power + 1) * half) + (3 * Math.Sinh((Power - 1) * half))) / Math.Sinh(half);
    }
}
