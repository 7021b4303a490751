using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>The convex quadratic program min ½·xᵀQx + cᵀx over x ≥ 0, Q positive semidefinite: non-negative least squares by its normal equations.</summary>
/// <remarks>
/// <para>The active set method of Lawson and Hanson ("Solving Least Squares Problems", 1974, chapter 23): finite, and exact up to rounding. Only coordinates
/// with a negative slope enter, whose columns are independent of those already in use, so a singular Q needs no regularisation.</para>
/// <para>With the slopes y = Qx + c the minimum has y ≥ 0, and yᵢ = 0 wherever xᵢ > 0. The residual is the largest violation as a fraction of
/// maxᵢ (sᵢ + Σ |Qᵢⱼ|·xⱼ), where sᵢ is |cᵢ|, or the sum of the magnitudes that cancelled in cᵢ. Equal columns share their part equally, which keeps the order of the tasks out of the solution.</para>
/// </remarks>
internal ref struct NonNegativeQuadratic
{
    private const int MostOnStack = 40;
    private const int StepsPerCoordinate = 10;
    private const double Rounding = 2e-15;
    private const double Converged = 1e-12;
    private ReadOnlySpan<double> _matrix;
    private ReadOnlySpan<double> _linear;
    private ReadOnlySpan<double> _linearSizes;
    private Span<double> _solution;
    private Span<double> _trial;
    private Span<double> _factor;
    private Span<int> _free;
    private Span<bool> _isBarred;
    private int _freeCount;

    /// <summary>Solves the program.</summary>
    /// <param name="matrix">Q, row by row, shape [N × N], symmetric positive semidefinite, its diagonal positive and of one order of magnitude.</param>
    /// <param name="linear">c, shape [N].</param>
    /// <param name="solution">Receives x, shape [N].</param>
    /// <param name="linearSizes">s, shape [N]: the sums of the magnitudes that each cᵢ is made of, by which its rounding is told from its value; empty where c is exact.</param>
    /// <returns>Residual and steps; the guard <see cref="Guards.NotConverged"/> where rounding kept the method from ending.</returns>
    public static Certificate Solve(ReadOnlySpan<double> matrix, ReadOnlySpan<double> linear, Span<double> solution, ReadOnlySpan<double> linearSizes = default)
    {
        int size = solution.Length;
        bool isSmall = size <= MostOnStack;
        Span<double> trial = isSmall ? stackalloc double[size] : new double[size];
        Span<double> factor = isSmall ? stackalloc double[size * size] : new double[size * size];
        Span<int> free = isSmall ? stackalloc int[size] : new int[size];
        Span<bool> isBarred = isSmall ? stackalloc bool[size] : new bool[size];
        isBarred.Clear();
        solution.Clear();
        NonNegativeQuadratic program = new()
        {
            _matrix = matrix,
            _linear = linear,
            _linearSizes = linearSizes,
            _solution = solution,
            _trial = trial,
            _factor = factor,
            _free = free,
            _isBarred = isBarred,
        };
        int steps = program.Descend();
        program.ShareAmongCopies();
        double residual = program.Residual();
        return new Certificate(residual, steps, residual > Converged && steps >= StepsPerCoordinate * size ? Guards.NotConverged : Guards.None);
    }

    private int Descend()
    {
        int steps = 0;
        while (steps < StepsPerCoordinate * _solution.Length)
        {
            int entering = Steepest();
            if (entering < 0)
            {
                break;
            }

            steps++;
            _free[_freeCount++] = entering;
            if (TryFactor(_freeCount - 1))
            {
                SolveFactored();
                if (_trial[_freeCount - 1] > 0)
                {
                    _isBarred.Clear();
                    FollowTrial();
                    continue;
                }
            }

            // The slope was rounding: the coordinate stays at 0 until another one has moved the point.
            _freeCount--;
            _isBarred[entering] = true;
        }

        return steps;
    }

    /// <summary>The coordinate at 0 with the most negative slope; −1 when none is more negative than rounding.</summary>
    private readonly int Steepest()
    {
        int steepest = -1;
        double least = 0;
        for (int i = 0; i < _solution.Length; i++)
        {
            if (!_isBarred[i] && !_free[.._freeCount].Contains(i))
            {
                double slope = Slope(i, out double size);
                if (slope < least && slope < -Rounding * size)
                {
                    least = slope;
                    steepest = i;
                }
            }
        }

        return steepest;
    }

    /// <summary>Goes to the minimum over the free coordinates, fixing at 0 those that would become negative on the way.</summary>
    private void FollowTrial()
    {
        while (true)
        {
            double fraction = double.PositiveInfinity;
            int leaving = -1;
            for (int k = 0; k < _freeCount; k++)
            {
                double from = _solution[_free[k]];
                double to = _trial[k];
                if (to <= 0 && from / (from - to) < fraction)
                {
                    fraction = from / (from - to);
                    leaving = k;
                }
            }

            for (int k = 0; k < _freeCount; k++)
            {
                _solution[_free[k]] += Math.Min(fraction, 1) * (_trial[k] - _solution[_free[k]]);
            }

            if (leaving < 0)
            {
                return;
            }

            _solution[_free[leaving]] = 0;
            _freeCount--;
            _free[(leaving + 1)..(_freeCount + 1)].CopyTo(_free[leaving..]);
            TryFactor(leaving);
            SolveFactored();
        }
    }

    /// <summary>Cholesky's factor of Q over the free coordinates, from one row on. False where a column depends on those before it.</summary>
    private readonly bool TryFactor(int firstRow)
    {
        int size = _solution.Length;
        for (int row = firstRow; row < _freeCount; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                _factor[(row * size) + column] = _matrix[(_free[row] * size) + _free[column]];
            }
        }

        return Cholesky.Extend(_factor, size, firstRow.._freeCount, Rounding) == _freeCount;
    }

    /// <summary>Writes the minimum over the free coordinates, signs free, into the trial.</summary>
    private readonly void SolveFactored()
    {
        for (int k = 0; k < _freeCount; k++)
        {
            _trial[k] = -_linear[_free[k]];
        }

        Cholesky.Solve(_factor, _solution.Length, _trial[.._freeCount]);
    }

    private readonly void ShareAmongCopies()
    {
        int size = _solution.Length;
        for (int i = 0; i < size; i++)
        {
            double total = _solution[i];
            int copies = 1;
            for (int j = 0; j < size; j++)
            {
                if (j != i && AreCopies(i, j))
                {
                    total += _solution[j];
                    copies++;
                }
            }

            if (copies > 1 && total > 0)
            {
                double share = total / copies;
                for (int j = i; j < size; j++)
                {
                    _solution[j] = j == i || AreCopies(i, j) ? share : _solution[j];
                }
            }
        }
    }

    private readonly bool AreCopies(int i, int j)
    {
        int size = _solution.Length;
        bool areCopies = Math.Abs(_linear[i] - _linear[j]) <= Rounding * Math.Abs(_linear[i]);
        for (int k = 0; k < size && areCopies; k++)
        {
            areCopies = Math.Abs(_matrix[(k * size) + i] - _matrix[(k * size) + j]) <= Rounding * _matrix[(i * size) + i];
        }

        return areCopies;
    }

    private readonly double Residual()
    {
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < _solution.Length; i++)
        {
            double slope = Slope(i, out double size);
            worst = Math.Max(worst, _solution[i] > 0 ? Math.Abs(slope) : -slope);
            largest = Math.Max(largest, size);
        }

        return largest > 0 ? worst / largest : 0;
    }

    /// <summary>yᵢ = (Qx + c)ᵢ, and the sum of the magnitudes it is made of.</summary>
    private readonly double Slope(int i, out double size)
    {
        double slope = _linear[i];
        size = _linearSizes.IsEmpty ? Math.Abs(slope) : _linearSizes[i];
        for (int j = 0; j < _solution.Length; j++)
        {
            double part = _matrix[(i * _solution.Length) + j] * _solution[j];
            slope += part;
            size += Math.Abs(part);
        }

        return slope;
    }
}
