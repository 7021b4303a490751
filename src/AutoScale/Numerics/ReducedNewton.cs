namespace AutoScale.Numerics;

/// <summary>Newton steps within a hyperplane p·d = 0: one coordinate is eliminated, the rest solved by <see cref="Cholesky"/>.</summary>
internal sealed class ReducedNewton
{
    private const double LostPivot = 1e-13;
    private readonly double[] _constraint;
    private readonly int _pivot;
    private readonly int[] _free;
    private readonly double[] _factor;
    private readonly double[] _solution;

    /// <summary>Prepares the elimination.</summary>
    /// <param name="constraint">p, shape [K], K ≥ 2.</param>
    /// <param name="pivot">Which coordinate to eliminate: one with the largest |p|, which must be 1.</param>
    internal ReducedNewton(double[] constraint, int pivot)
    {
        _constraint = constraint;
        _pivot = pivot;
        _free = [.. Enumerable.Range(0, constraint.Length).Where(i => i != pivot)];
        _factor = new double[_free.Length * _free.Length];
        _solution = new double[_free.Length];
    }

    /// <summary>Whether the last curvature was positive definite within the hyperplane, so that its minimum is the only one.</summary>
    internal bool IsDefinite { get; private set; }

    /// <summary>The smallest pivot of the last curvature within the hyperplane, before any was raised.</summary>
    internal double SmallestPivot { get; private set; }

    /// <summary>Solves for the step.</summary>
    /// <param name="curvature">The Hessian, lower triangle, row by row, shape [K, K], positive semidefinite.</param>
    /// <param name="gradient">The gradient, shape [K].</param>
    /// <param name="direction">Receives the Newton step, shape [K].</param>
    /// <returns>The squared Newton decrement −g·d, at least 0.</returns>
    internal double Solve(ReadOnlySpan<double> curvature, ReadOnlySpan<double> gradient, Span<double> direction)
    {
        Reduce(curvature);
        for (int a = 0; a < _free.Length; a++)
        {
            _solution[a] = -(gradient[_free[a]] - (_constraint[_free[a]] * gradient[_pivot]));
        }

        Factor();
        Cholesky.Solve(_factor, _free.Length, _solution);
        double along = 0;
        for (int a = 0; a < _free.Length; a++)
        {
            direction[_free[a]] = _solution[a];
            along -= _constraint[_free[a]] * _solution[a];
        }

        direction[_pivot] = along;
        double decrement = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            decrement -= gradient[i] * direction[i];
        }

        return Math.Max(decrement, 0);
    }

    /// <summary>The multiplier ν for which g − ν·p, weighed by a point, sums to zero.</summary>
    /// <param name="gradient">g, shape [K].</param>
    /// <param name="point">The point, shape [K].</param>
    /// <returns>ν.</returns>
    internal double Multiplier(ReadOnlySpan<double> gradient, ReadOnlySpan<double> point)
    {
        double pull = 0;
        double slope = 0;
        for (int i = 0; i < gradient.Length; i++)
        {
            pull += gradient[i] * point[i];
            slope += _constraint[i] * point[i];
        }

        return pull / slope;
    }

    private void Reduce(ReadOnlySpan<double> curvature)
    {
        int count = _constraint.Length;
        double corner = curvature[(_pivot * count) + _pivot];
        for (int a = 0; a < _free.Length; a++)
        {
            int i = _free[a];
            double edge = Entry(curvature, count, i, _pivot);
            for (int b = 0; b <= a; b++)
            {
                int j = _free[b];
                _factor[(a * _free.Length) + b] = Entry(curvature, count, i, j)
                    - (_constraint[i] * Entry(curvature, count, j, _pivot))
                    - (_constraint[j] * edge)
                    + (_constraint[i] * _constraint[j] * corner);
            }
        }
    }

    private static double Entry(ReadOnlySpan<double> lower, int count, int i, int j) => i >= j ? lower[(i * count) + j] : lower[(j * count) + i];

    // Not Cholesky.Factor, which stops at a lost pivot: here it is raised, so that along a direction without curvature the step stays short and finite.
    private void Factor()
    {
        int count = _free.Length;
        double largest = 0;
        for (int a = 0; a < count; a++)
        {
            largest = Math.Max(largest, _factor[(a * count) + a]);
        }

        IsDefinite = largest > 0;
        SmallestPivot = double.PositiveInfinity;
        for (int a = 0; a < count; a++)
        {
            double own = _factor[(a * count) + a];
            for (int b = 0; b <= a; b++)
            {
                double sum = _factor[(a * count) + b];
                for (int k = 0; k < b; k++)
                {
                    sum -= _factor[(a * count) + k] * _factor[(b * count) + k];
                }

                if (a > b)
                {
                    _factor[(a * count) + b] = sum / _factor[(b * count) + b];
                    continue;
                }

                IsDefinite &= sum > LostPivot * own;
                SmallestPivot = Math.Min(SmallestPivot, sum);
                _factor[(a * count) + a] = Math.Sqrt(Math.Max(sum, Math.Max(LostPivot * own, double.Epsilon + (1e-30 * largest))));
            }
        }
    }
}
