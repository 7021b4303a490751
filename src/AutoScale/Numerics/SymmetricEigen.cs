namespace AutoScale.Numerics;

/// <summary>Eigenvalues and eigenvectors of small symmetric matrices by Jacobi rotations, without allocating.</summary>
/// <remarks>
/// Slower than tridiagonal methods for large matrices, but for a positive definite matrix that is well conditioned up to the scale of its
/// rows it finds even the smallest eigenvalue to high relative accuracy (Demmel and Veselić, 1992), which condition numbers need.
/// One instance serves any number of matrices of its size; not thread-safe.
/// </remarks>
public sealed class SymmetricEigen
{
    private const double Converged = 1e-16;
    private const int MaxSweeps = 60;

    /// <summary>By now every sweep at least halves what is left, unless that is rounding: a singular matrix never gets below its own.</summary>
    private const int SweepsBeforeStalling = 12;
    private readonly double[] _matrix;
    private readonly double[] _vectors;
    private readonly double[] _values;

    /// <summary>Makes room for matrices of one size.</summary>
    /// <param name="size">Rows and columns, at least 1.</param>
    public SymmetricEigen(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _matrix = new double[size * size];
        _vectors = new double[size * size];
        _values = new double[size];
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>The eigenvalues, descending.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The unit eigenvector of one eigenvalue.</summary>
    /// <param name="index">Which, from 0 for the largest.</param>
    /// <returns>The vector, shape [size].</returns>
    public ReadOnlySpan<double> Vector(int index) => _vectors.AsSpan(index * Size, Size);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">A finite symmetric matrix, row by row, shape [size, size].</param>
    /// <exception cref="ArgumentException">The matrix has another size.</exception>
    public void Decompose(ReadOnlySpan<double> matrix)
    {
        if (matrix.Length != Size * Size)
        {
            throw new ArgumentException($"The matrix needs {Size} × {Size} elements, got {matrix.Length}.", nameof(matrix));
        }

        matrix.CopyTo(_matrix);
        Array.Clear(_vectors);
        for (int i = 0; i < Size; i++)
        {
            _vectors[(i * Size) + i] = 1;
        }

        double left = double.PositiveInfinity;
        for (int sweep = 0; sweep < MaxSweeps && left > Converged; sweep++)
        {
            double before = left;
            left = Sweep();
            if (sweep >= SweepsBeforeStalling && left > before / 2)
            {
                break;
            }
        }

        for (int i = 0; i < Size; i++)
        {
            _values[i] = _matrix[(i * Size) + i];
        }

        SortDescending();
    }

    // One rotation for every pair. The largest off-diagonal element there was, as a fraction of the two on the diagonal.
    private double Sweep()
    {
        double largest = 0;
        for (int p = 0; p < Size - 1; p++)
        {
            for (int q = p + 1; q < Size; q++)
            {
                double off = _matrix[(p * Size) + q];
                double scale = Math.Sqrt(Math.Abs(_matrix[(p * Size) + p])) * Math.Sqrt(Math.Abs(_matrix[(q * Size) + q]));
                if (Math.Abs(off) > 1e-17 * scale && off != 0)
                {
                    Rotate(p, q);
                    largest = Math.Max(largest, Math.Abs(off) / scale);
                }
            }
        }

        return largest;
    }

    private void Rotate(int p, int q)
    {
        double off = _matrix[(p * Size) + q];
        double ratio = (_matrix[(q * Size) + q] - _matrix[(p * Size) + p]) / (2 * off);
        double tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        double sine = tangent * cosine;
        _matrix[(p * Size) + p] -= tangent * off;
        _matrix[(q * Size) + q] += tangent * off;
        _matrix[(p * Size) + q] = _matrix[(q * Size) + p] = 0;
        for (int k = 0; k < Size; k++)
        {
            if (k != p && k != q)
            {
                double first = _matrix[(k * Size) + p];
                double second = _matrix[(k * Size) + q];
                _matrix[(k * Size) + p] = _matrix[(p * Size) + k] = (cosine * first) - (sine * second);
                _matrix[(k * Size) + q] = _matrix[(q * Size) + k] = (sine * first) + (cosine * second);
            }
        }

        // Eigenvectors lie in rows, so that both rows of a rotation are contiguous.
        for (int k = 0; k < Size; k++)
        {
            double first = _vectors[(p * Size) + k];
            double second = _vectors[(q * Size) + k];
            _vectors[(p * Size) + k] = (cosine * first) - (sine * second);
            _vectors[(q * Size) + k] = (sine * first) + (cosine * second);
        }
    }

    private void SortDescending()
    {
        for (int i = 0; i < Size - 1; i++)
        {
            int largest = i;
            for (int j = i + 1; j < Size; j++)
            {
                largest = _values[j] > _values[largest] ? j : largest;
            }

            if (largest != i)
            {
                (_values[i], _values[largest]) = (_values[largest], _values[i]);
                for (int k = 0; k < Size; k++)
                {
                    (_vectors[(i * Size) + k], _vectors[(largest * Size) + k]) = (_vectors[(largest * Size) + k], _vectors[(i * Size) + k]);
                }
            }
        }
    }
}
