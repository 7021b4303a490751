using System.Diagnostics.CodeAnalysis;

namespace AutoScale.Torch;

/// <summary>libtorch refused or failed; the message is the first line of its reason.</summary>
public sealed class TorchException : Exception
{
    /// <summary>Creates the exception without a reason.</summary>
    public TorchException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and why.</param>
    public TorchException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and why.</param>
    /// <param name="innerException">The failure behind it.</param>
    public TorchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The only place where a native status becomes an exception.</summary>
    internal static void ThrowIfFailed(int status, in NativeError error, string? operation = null)
    {
        if (status != 0)
        {
            Throw(in error, operation);
        }
    }

    [DoesNotReturn]
    private static void Throw(in NativeError error, string? operation) =>
        throw new TorchException(operation is null ? error.ToString() : $"{operation}: {error}");
}
