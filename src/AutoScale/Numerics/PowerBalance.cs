namespace AutoScale.Numerics;

/// <summary>The positive solution a of Ma = a^(−p), entry by entry, for a Gramian M = DCD and a power p above 0: p = 1 is Nash's bargaining solution.</summary>
/// <remarks>
/// <para>It is the minimum of ½·aᵀMa − Σ φ(aᵢ) with φ′(a) = a^(−p), which is strictly convex. A minimum exists unless some combination of the vectors
/// with weights of at least 0 vanishes: then shorter and shorter combinations have larger and larger weights, and the search goes to infinity along one.</para>
/// <para>The unknowns are xᵢ = aᵢ·nᵢ^(2/(p+1)), n = diag D: 1 for a vector orthogonal to all others. With βᵢ = nᵢ^((p−1)/(p+1)) and y = βx
/// the conditions are yᵢ·(Cy)ᵢ = rᵢ, rᵢ = βᵢ²·xᵢ^(1−p), in which a common factor of the vectors cancels. Newton's relative steps δ solve
/// (YCY + p·R)δ = r − y∘Cy. A step of the length 1/(1 + (p+1)·maxᵢ(−δᵢ)) always descends by at least half of what the first derivative promises: downwards
/// the curvature grows no faster than x^(−p−1), upwards it falls. So no line search is needed, and convergence is quadratic.</para>
/// </remarks>
internal static class PowerBalance
{
    private const int MostSteps = 500;

    /// <summary>The squared length, relative to its longest part, at which a combination counts as vanished: two vectors 1.4e-6 from opposite, the rounding of single precision.</summary>
    private const double Vanished = 1e-12;

    /// <summary>Solves the problem.</summary>
    /// <param name="cosines">C, row by row, shape [N × N], symmetric, diagonal 1.</param>
    /// <param name="levels">β, each above 0, shape [N]; a common factor does not matter.</param>
    /// <param name="power">p, above 0.</param>
    /// <param name="solution">Receives x, shape [N], each above 0; where no solution exists, the direction of a vanishing combination with Σ βᵢxᵢ = Σ βᵢ.</param>
    /// <param name="work">Room for N × (N + 4) numbers.</param>
    /// <returns>How well it is solved.</returns>
    public static PowerBalanceResult Solve(ReadOnlySpan<double> cosines, ReadOnlySpan<double> levels, double power, Span<double> solution, Span<double> work)
    {
        int order = solution.Length;
        Iterate at = new(cosines, levels, power, solution, work);
        at.Start();

        // The larger p, the sooner the right sides of large unknowns drown in rounding: cancelling has to be seen before that.
        double vanished = Math.Clamp(Math.Pow(Vanished, 2 / (power + 1)), Vanished, 1e-6);
        for (int step = 0; ; step++)
        {
            at.Evaluate();
            if (at.SquaredLength <= vanished)
            {
                return new PowerBalanceResult(at.Shrink(), step, IsBounded: false, IsConverged: true);
            }

            if (at.IsAtRounding || step == MostSteps || !at.TryStep())
            {
                return new PowerBalanceResult(at.Residual, step, IsBounded: true, at.IsAtRounding);
            }
        }
    }

    /// <summary>A point x and all that a Newton step needs of it.</summary>
    private ref struct Iterate
    {
        private readonly ReadOnlySpan<double> _cosines;
        private readonly ReadOnlySpan<double> _levels;
        private readonly double _power;
        private readonly Span<double> _x;
        private readonly Span<double> _y;
        private readonly Span<double> _pulls;
        private readonly Span<double> _rights;
        private readonly Span<double> _step;
        private readonly Span<double> _matrix;

        public Iterate(ReadOnlySpan<double> cosines, ReadOnlySpan<double> levels, double power, Span<double> x, Span<double> work)
        {
            int order = x.Length;
            _cosines = cosines;
            _levels = levels;
            _power = power;
            _x = x;
            _y = work[..order];
            _pulls = work.Slice(order, order);
            _rights = work.Slice(2 * order, order);
            _step = work.Slice(3 * order, order);
            _matrix = work.Slice(4 * order, order * order);
        }

        /// <summary>The largest difference between the sides of an equation, as a fraction of the magnitudes of its terms.</summary>
        public double Residual { get; private set; }

        /// <summary>Whether every difference is rounding of its terms.</summary>
        public bool IsAtRounding { get; private set; }

        /// <summary>‖Σ yᵢuᵢ‖²/max yᵢ²: how short the combination is beside its longest part.</summary>
        public double SquaredLength { get; private set; }

        /// <summary>Starts on the best multiple of the solution for orthogonal vectors.</summary>
        public void Start()
        {
            _x.Fill(1);
            Evaluate();
            double pull = 0;
            double right = 0;
            for (int i = 0; i < _x.Length; i++)
            {
                pull += _pulls[i];
                right += _rights[i];
            }

            // Vectors that cancel would ask for any multiple: the search finds that out by itself.
            _x.Fill(Math.Pow(Math.Clamp(right / Math.Max(pull, 1e-4 * right), 1e-4, 1e4), 1 / (1 + _power)));
        }

        public void Evaluate()
        {
            int order = _x.Length;
            for (int i = 0; i < order; i++)
            {
                _y[i] = _levels[i] * _x[i];
                _rights[i] = _levels[i] * _levels[i] * Math.Pow(_x[i], 1 - _power);
            }

            Residual = 0;
            SquaredLength = 0;
            double longest = 0;
            for (int i = 0; i < order; i++)
            {
                double pull = 0;
                double magnitude = _rights[i];
                for (int j = 0; j < order; j++)
                {
                    double term = _y[i] * _cosines[(i * order) + j] * _y[j];
                    pull += term;
                    magnitude += Math.Abs(term);
                }

                _pulls[i] = pull;
                double difference = Math.Abs(pull - _rights[i]);
                Residual = Math.Max(Residual, magnitude > 0 ? difference / magnitude : 0); // 0 where x itself has underflowed.
                SquaredLength += pull;
                longest = Math.Max(longest, _y[i]);
            }

            IsAtRounding = Residual <= (16 + order) * 2.2e-16;
            SquaredLength /= longest * longest;
        }

        /// <summary>Takes a damped Newton step. False where rounding left no curvature to take it with.</summary>
        public readonly bool TryStep()
        {
            int order = _x.Length;
            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    _matrix[(i * order) + j] = _y[i] * _cosines[(i * order) + j] * _y[j];
                }

                _matrix[(i * order) + i] = (_y[i] * _y[i]) + (_power * _rights[i]);
                _step[i] = _rights[i] - _pulls[i];
            }

            if (Cholesky.Factor(_matrix, order, 0) < order)
            {
                return false;
            }

            Cholesky.Solve(_matrix, order, _step);
            double fall = 0;
            foreach (double change in _step)
            {
                fall = Math.Max(fall, -change);
            }

            double length = 1 / (1 + ((_power + 1) * fall));
            for (int i = 0; i < order; i++)
            {
                _x[i] *= 1 + (length * _step[i]);
            }

            return true;
        }

        /// <summary>Brings a diverging x to the size it has for orthogonal vectors. Returns ‖Σ yᵢuᵢ‖/Σ yᵢ, which is what is left of the combination.</summary>
        public readonly double Shrink()
        {
            double total = 0;
            double wanted = 0;
            double longest = 0;
            for (int i = 0; i < _x.Length; i++)
            {
                total += _y[i];
                wanted += _levels[i];
                longest = Math.Max(longest, _y[i]);
            }

            foreach (ref double value in _x)
            {
                value *= wanted / total;
            }

            return Math.Sqrt(Math.Max(SquaredLength, 0)) * longest / total;
        }
    }
}
