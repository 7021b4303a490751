using AutoScale.Weighting;

namespace AutoScale.Numerics;

/// <summary>The point d of a ball around a unit vector γ at which the smallest of (uᵢ·d)/eᵢ is largest: d = γ + Σ bᵢ·uᵢ with b ≥ 0.</summary>
/// <remarks>
/// <para>The nearest point to γ with uᵢ·d ≥ t·eᵢ for all i moves on straight lines as t grows, with kinks where a vector begins or ceases to hold it. Starting from
/// the t of γ itself, where b = 0, the path is followed from kink to kink until it leaves the ball: a finite active set method, exact up to rounding.
/// Between kinks the holding vectors P have C_PP·b = t·e − r, r = u·γ, and the squared distance from γ is quadratic in t.</para>
/// <para>A vector that depends on the holding ones takes the place of one of them. Where it cannot, some combination of them with weights of at least 0
/// vanishes, so that no point does better than t = 0: d is then the nearest to γ of all that do as well, inside the ball.</para>
/// </remarks>
internal ref struct BallMaxMin
{
    private const int MostOnStack = 40;
    private const int KinksPerVector = 10;
    private const double Dependent = 1e-13;
    private const double Rounding = 1e-13;
    private const double Copy = 1e-14;
    private const double Converged = 1e-9;
    private ReadOnlySpan<double> _cosines;
    private ReadOnlySpan<double> _levels;
    private ReadOnlySpan<double> _slopes;
    private Span<double> _solution;
    private Span<double> _factor;
    private Span<double> _growths;
    private Span<double> _offsets;
    private Span<int> _holding;
    private int _count;
    private double _level;

    /// <summary>Solves the problem.</summary>
    /// <param name="cosines">C of the unit vectors u, row by row, shape [N × N].</param>
    /// <param name="levels">e, each above 0, shape [N].</param>
    /// <param name="slopes">r = u·γ, shape [N].</param>
    /// <param name="radius">The ball's radius, above 0.</param>
    /// <param name="solution">Receives b, shape [N].</param>
    /// <returns>The largest violation of the optimality conditions, relative to their terms and γ's length, and the kinks passed; <see cref="Guards.Stationary"/> where d is inside the ball,
    /// <see cref="Guards.NotConverged"/> where rounding hid a kink, as it may where all vectors touch at once.</returns>
    public static Certificate Solve(ReadOnlySpan<double> cosines, ReadOnlySpan<double> levels, ReadOnlySpan<double> slopes, double radius, Span<double> solution)
    {
        int size = solution.Length;
        bool isSmall = size <= MostOnStack;
        Span<double> factor = isSmall ? stackalloc double[size * size] : new double[size * size];
        Span<double> growths = isSmall ? stackalloc double[size] : new double[size];
        Span<double> offsets = isSmall ? stackalloc double[size] : new double[size];
        Span<int> holding = isSmall ? stackalloc int[size] : new int[size];
        solution.Clear();
        BallMaxMin path = new()
        {
            _cosines = cosines,
            _levels = levels,
            _slopes = slopes,
            _solution = solution,
            _factor = factor,
            _growths = growths,
            _offsets = offsets,
            _holding = holding,
        };
        path.Start();
        int kinks = 0;
        Guards guards = Guards.NotConverged;
        while (guards == Guards.NotConverged && kinks < KinksPerVector * size)
        {
            kinks++;
            guards = path.Advance(radius);
        }

        path.ShareAmongCopies();
        double residual = path.Residual(guards == Guards.Stationary ? 0 : radius);
        return new Certificate(residual, kinks, guards | (residual > Converged ? Guards.NotConverged : Guards.None));
    }

    private void Start()
    {
        _level = double.PositiveInfinity;
        for (int i = 0; i < _slopes.Length; i++)
        {
            if (_slopes[i] / _levels[i] < _level)
            {
                _level = _slopes[i] / _levels[i];
                _holding[0] = i;
            }
        }

        _count = 1;
        Factor(1);
    }

    /// <summary>Goes on to the next kink, or to the end. NotConverged while there is more to come.</summary>
    private Guards Advance(double radius)
    {
        Span<int> holding = _holding[.._count];
        SolveFor(_levels, _growths);
        SolveFor(_slopes, _offsets);
        double next = End(radius);
        int kink = -1;
        for (int i = 0; i < _slopes.Length; i++)
        {
            double at = holding.IndexOf(i) is int place and >= 0 ? Release(place) : Contact(i);
            if (at < next)
            {
                next = at;
                kink = i;
            }
        }

        _level = Math.Max(_level, next);
        foreach (int i in holding)
        {
            int place = holding.IndexOf(i);
            _solution[i] = Math.Max((_level * _growths[place]) - _offsets[place], 0);
        }

        if (kink < 0)
        {
            return Guards.None;
        }

        int released = holding.IndexOf(kink);
        if (released < 0)
        {
            return TryHold(kink) ? Guards.NotConverged : Guards.Stationary;
        }

        Drop(released);
        Factor(_count);
        return Guards.NotConverged;
    }

    /// <summary>Where the path leaves the ball: the larger root of A·t² − 2B·t + D = radius².</summary>
    private readonly double End(double radius)
    {
        double square = 0;
        double mixed = 0;
        double constant = 0;
        for (int place = 0; place < _count; place++)
        {
            square += _levels[_holding[place]] * _growths[place];
            mixed += _levels[_holding[place]] * _offsets[place];
            constant += _slopes[_holding[place]] * _offsets[place];
        }

        double root = Math.Sqrt(Math.Max((mixed * mixed) - (square * (constant - (radius * radius))), 0));
        return Math.Max((mixed + root) / square, _level);
    }

    /// <summary>Where a holding vector lets go.</summary>
    private readonly double Release(int place) =>
        _growths[place] < 0 ? Math.Max(_offsets[place] / _growths[place], _level) : double.PositiveInfinity;

    /// <summary>Where another vector begins to hold.</summary>
    private readonly double Contact(int vector)
    {
        double slope = _slopes[vector];
        double rate = -_levels[vector];
        double magnitude = _levels[vector];
        for (int place = 0; place < _count; place++)
        {
            double cosine = Cosine(vector, _holding[place]);
            slope -= cosine * _offsets[place];
            rate += cosine * _growths[place];
            magnitude += Math.Abs(cosine * _growths[place]);
        }

        return rate < -Rounding * magnitude ? Math.Max(slope / -rate, _level) : double.PositiveInfinity;
    }

    /// <summary>Lets a vector hold, in the place of another if it depends on them. False where there is none to give way.</summary>
    private bool TryHold(int vector)
    {
        _holding[_count] = vector;
        if (Factor(_count + 1))
        {
            _count++;
            return true;
        }

        for (int place = 0; place < _count; place++)
        {
            _growths[place] = Cosine(vector, _holding[place]);
        }

        Factor(_count);
        Cholesky.Solve(_factor, _count, _growths[.._count]); // The vector is the sum of the holding ones by these parts.
        double least = double.PositiveInfinity;
        int leaving = -1;
        for (int place = 0; place < _count; place++)
        {
            if (_growths[place] > Rounding && _solution[_holding[place]] / _growths[place] < least)
            {
                least = _solution[_holding[place]] / _growths[place];
                leaving = place;
            }
        }

        if (leaving < 0)
        {
            return false;
        }

        _solution[_holding[leaving]] = 0;
        _holding[leaving] = vector;
        return Factor(_count);
    }

    private void Drop(int place)
    {
        _solution[_holding[place]] = 0;
        _count--;
        _holding[(place + 1)..(_count + 1)].CopyTo(_holding[place..]);
    }

    private readonly bool Factor(int count)
    {
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                _factor[(row * count) + column] = Cosine(_holding[row], _holding[column]);
            }
        }

        return Cholesky.Factor(_factor, count, Dependent) == count;
    }

    private readonly void SolveFor(ReadOnlySpan<double> values, Span<double> solution)
    {
        for (int place = 0; place < _count; place++)
        {
            solution[place] = values[_holding[place]];
        }

        Cholesky.Solve(_factor, _count, solution[.._count]);
    }

    /// <summary>Any split between equal vectors is as good: the equal one does not depend on their order.</summary>
    private readonly void ShareAmongCopies()
    {
        for (int i = 0; i < _solution.Length; i++)
        {
            double total = 0;
            int copies = 0;
            for (int j = 0; j < _solution.Length; j++)
            {
                total += AreCopies(i, j) ? _solution[j] : 0;
                copies += AreCopies(i, j) ? 1 : 0;
            }

            for (int j = 0; j < _solution.Length && copies > 1; j++)
            {
                _solution[j] = AreCopies(i, j) ? total / copies : _solution[j];
            }
        }
    }

    private readonly bool AreCopies(int i, int j) => Cosine(i, j) >= 1 - Copy && Math.Abs(_levels[i] - _levels[j]) <= Copy * _levels[i];

    private readonly double Residual(double radius)
    {
        double worst = 0;
        double square = 0;
        for (int i = 0; i < _solution.Length; i++)
        {
            double push = 0;
            double magnitude = 1 + Math.Abs(_level * _levels[i]); // 1 is γ's own length.
            for (int j = 0; j < _solution.Length; j++)
            {
                push += Cosine(i, j) * _solution[j];
                magnitude += Math.Abs(Cosine(i, j) * _solution[j]);
            }

            square += _solution[i] * push;
            double excess = _slopes[i] + push - (_level * _levels[i]);
            worst = Math.Max(worst, (_solution[i] > 0 ? Math.Abs(excess) : -excess) / magnitude);
        }

        return radius == 0 ? worst : Math.Max(worst, Math.Abs(Math.Sqrt(Math.Max(square, 0)) - radius) / radius);
    }

    private readonly double Cosine(int i, int j) => _cosines[(i * _solution.Length) + j];
}
