namespace AutoScale.Gradients;

/// <summary>A unit gradient to which multiples of the others are added: Σ bₖ·uₖ, known by its coefficients b and its inner products with all uₖ.</summary>
/// <remarks>All that PCGrad and GradVac do to gradients of any length d can be done to these 2·N numbers, in O(N) for each addition.</remarks>
internal readonly ref struct AlteredGradient
{
    private readonly ReadOnlySpan<double> _cosines;
    private readonly Span<double> _coefficients;
    private readonly Span<double> _dots;

    /// <summary>Starts as one of the unit gradients.</summary>
    /// <param name="cosines">uᵢ·uⱼ, row by row, shape [N × N].</param>
    /// <param name="position">Which gradient, 0 to N − 1.</param>
    /// <param name="room">Room for 2·N numbers.</param>
    public AlteredGradient(ReadOnlySpan<double> cosines, int position, Span<double> room)
    {
        int count = room.Length / 2;
        _cosines = cosines;
        _coefficients = room[..count];
        _dots = room[count..];
        _coefficients.Clear();
        _coefficients[position] = 1;
        cosines.Slice(position * count, count).CopyTo(_dots);
    }

    /// <summary>The coefficients b, shape [N].</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>Its length, as a multiple of the length it started with; rounding may take it to 0 early.</summary>
    public double Length
    {
        get
        {
            double square = 0;
            for (int k = 0; k < _dots.Length; k++)
            {
                square += _coefficients[k] * _dots[k];
            }

            return Math.Sqrt(Math.Max(square, 0));
        }
    }

    /// <summary>Its inner product with a unit gradient.</summary>
    /// <param name="other">Which, 0 to N − 1.</param>
    /// <returns>The product.</returns>
    public double Dot(int other) => _dots[other];

    /// <summary>Adds a multiple of a unit gradient.</summary>
    /// <param name="other">Which, 0 to N − 1.</param>
    /// <param name="amount">The multiple.</param>
    public void Add(int other, double amount)
    {
        _coefficients[other] += amount;
        for (int k = 0; k < _dots.Length; k++)
        {
            _dots[k] += amount * _cosines[(other * _dots.Length) + k];
        }
    }
}
