using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AutoScale.Numerics;

/// <summary>Eigenvalues and eigenvectors of small positive semidefinite matrices, without allocating.</summary>
/// <remarks>
/// <para>A = RᵀR by Cholesky's factorisation with pivoting; then rotations make the rows of R orthogonal to each other (one-sided Jacobi):
/// their lengths are the roots of the eigenvalues, their directions the eigenvectors. A matrix that is well conditioned up to the scale of its
/// rows gets even its smallest eigenvalue to high relative accuracy (Demmel and Veselić, 1992), which condition numbers need. A row that depends
/// on the others to rounding gives the eigenvalue 0 and no direction: a vector of zeros.</para>
/// <para>One instance serves any number of matrices of its size; not thread-safe. Sums are taken in the same order on every processor.</para>
/// </remarks>
public sealed class GramianEigen
{
    private const double Epsilon = 2.220446049250313e-16;
    private const int MaxSweeps = 60;
    private readonly double[] _rows;
    private readonly double[] _squares;
    private readonly double[] _left;
    private readonly double[] _values;

    /// <summary>Makes room for matrices of one size.</summary>
    /// <param name="size">Rows and columns, at least 1.</param>
    public GramianEigen(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
        _rows = new double[size * size];
        _squares = new double[size];
        _left = new double[size];
        _values = new double[size];
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>The eigenvalues, descending, at least 0.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The unit eigenvector of one eigenvalue; zeros where the eigenvalue is 0.</summary>
    /// <param name="index">Which, from 0 for the largest.</param>
    /// <returns>The vector, shape [size].</returns>
    public ReadOnlySpan<double> Vector(int index) => _rows.AsSpan(index * Size, Size);

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">A finite symmetric matrix, positive semidefinite to rounding, row by row, shape [size, size].</param>
    /// <exception cref="ArgumentException">The matrix has another size.</exception>
    public void Decompose(ReadOnlySpan<double> matrix)
    {
        RequireSize(matrix, nameof(matrix));
        Factor(matrix);
        Orthogonalise();
    }

    /// <summary>Decomposes RᵀR. The closer the rows of R are to orthogonal, the sooner it is done.</summary>
    /// <param name="factor">R, finite, row by row, shape [size, size].</param>
    /// <exception cref="ArgumentException">The factor has another size.</exception>
    internal void DecomposeFactor(ReadOnlySpan<double> factor)
    {
        RequireSize(factor, nameof(factor));
        factor.CopyTo(_rows);
        Orthogonalise();
    }

    private void RequireSize(ReadOnlySpan<double> matrix, string name)
    {
        if (matrix.Length != Size * Size)
        {
            throw new ArgumentException($"The matrix needs {Size} × {Size} elements, got {matrix.Length}.", name);
        }
    }

    // A = RᵀR, the largest diagonal element left first. Rows stay where their pivots are in A, so R is triangular up to the order of its columns.
    private void Factor(ReadOnlySpan<double> matrix)
    {
        Array.Clear(_rows);
        for (int i = 0; i < Size; i++)
        {
            _left[i] = matrix[(i * Size) + i];
        }

        for (int k = 0; k < Size; k++)
        {
            int pivot = Pivot(matrix);
            if (pivot < 0)
            {
                return;
            }

            double root = Math.Sqrt(_left[pivot]);
            Span<double> row = _rows.AsSpan(k * Size, Size);
            matrix.Slice(pivot * Size, Size).CopyTo(row);
            for (int before = 0; before < k; before++)
            {
                ReadOnlySpan<double> other = _rows.AsSpan(before * Size, Size);
                double share = other[pivot];
                for (int i = 0; i < Size; i++)
                {
                    row[i] -= share * other[i];
                }
            }

            for (int i = 0; i < Size; i++)
            {
                row[i] = _left[i] > 0 ? row[i] / root : 0;
                _left[i] -= row[i] * row[i];
            }

            row[pivot] = root;
            _left[pivot] = 0;
        }
    }

    // The largest element left of the diagonal, where what is left is more than rounding; -1 if nothing is.
    private int Pivot(ReadOnlySpan<double> matrix)
    {
        int pivot = -1;
        for (int i = 0; i < Size; i++)
        {
            if (!(_left[i] > Size * Epsilon * matrix[(i * Size) + i]))
            {
                _left[i] = 0;
            }
            else if (pivot < 0 || _left[i] > _left[pivot])
            {
                pivot = i;
            }
        }

        return pivot;
    }

    private void Orthogonalise()
    {
        for (int sweep = 0; sweep < MaxSweeps && Sweep(); sweep++)
        {
        }

        for (int k = 0; k < Size; k++)
        {
            Span<double> row = _rows.AsSpan(k * Size, Size);
            _values[k] = Dot(row, row);
            double toUnit = _values[k] > 0 ? 1 / Math.Sqrt(_values[k]) : 0;
            foreach (ref double element in row)
            {
                element *= toUnit;
            }
        }

        SortDescending();
    }

    // One rotation for every pair of rows that are not orthogonal to rounding. False where there was none.
    private bool Sweep()
    {
        bool rotated = false;
        for (int k = 0; k < Size; k++)
        {
            ReadOnlySpan<double> row = _rows.AsSpan(k * Size, Size);
            _squares[k] = Dot(row, row);
        }

        for (int p = 0; p < Size - 1; p++)
        {
            for (int q = p + 1; q < Size; q++)
            {
                Span<double> first = _rows.AsSpan(p * Size, Size);
                Span<double> second = _rows.AsSpan(q * Size, Size);
                double product = Dot(first, second);
                if (Math.Abs(product) > Size * Epsilon * Math.Sqrt(_squares[p] * _squares[q]))
                {
                    double ratio = (_squares[q] - _squares[p]) / (2 * product);
                    double tangent = Math.CopySign(1, ratio) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
                    Rotate(first, second, tangent);
                    _squares[p] -= tangent * product;
                    _squares[q] += tangent * product;
                    rotated = true;
                }
            }
        }

        return rotated;
    }

    private static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ReadOnlySpan<Vector256<double>> firstBlocks = MemoryMarshal.Cast<double, Vector256<double>>(first);
        ReadOnlySpan<Vector256<double>> secondBlocks = MemoryMarshal.Cast<double, Vector256<double>>(second);
        Vector256<double> sums = Vector256<double>.Zero;
        for (int block = 0; block < firstBlocks.Length; block++)
        {
            sums += firstBlocks[block] * secondBlocks[block];
        }

        double sum = Vector256.Sum(sums);
        for (int i = firstBlocks.Length * Vector256<double>.Count; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    private static void Rotate(Span<double> first, Span<double> second, double tangent)
    {
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        double sine = tangent * cosine;
        Span<Vector256<double>> firstBlocks = MemoryMarshal.Cast<double, Vector256<double>>(first);
        Span<Vector256<double>> secondBlocks = MemoryMarshal.Cast<double, Vector256<double>>(second);
        for (int block = 0; block < firstBlocks.Length; block++)
        {
            (firstBlocks[block], secondBlocks[block]) = (
                (firstBlocks[block] * cosine) - (secondBlocks[block] * sine), (firstBlocks[block] * sine) + (secondBlocks[block] * cosine));
        }

        for (int i = firstBlocks.Length * Vector256<double>.Count; i < first.Length; i++)
        {
            (first[i], second[i]) = ((cosine * first[i]) - (sine * second[i]), (sine * first[i]) + (cosine * second[i]));
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
                    (_rows[(i * Size) + k], _rows[(largest * Size) + k]) = (_rows[(largest * Size) + k], _rows[(i * Size) + k]);
                }
            }
        }
    }
}
