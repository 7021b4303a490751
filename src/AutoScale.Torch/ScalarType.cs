using System.Diagnostics.CodeAnalysis;

namespace AutoScale.Torch;

/// <summary>The type of a tensor's elements, with libtorch's numbers.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Names of number formats are what this enum is about.")]
public enum ScalarType : sbyte
{
    /// <summary>Unsigned 8-bit integer; <see cref="byte"/>.</summary>
    UInt8 = 0,

    /// <summary>Signed 8-bit integer; <see cref="sbyte"/>.</summary>
    Int8 = 1,

    /// <summary>Signed 16-bit integer; <see cref="short"/>.</summary>
    Int16 = 2,

    /// <summary>Signed 32-bit integer; <see cref="int"/>.</summary>
    Int32 = 3,

    /// <summary>Signed 64-bit integer; <see cref="long"/>. The type of indices and class labels.</summary>
    Int64 = 4,

    /// <summary>IEEE half precision; <see cref="Half"/>.</summary>
    Float16 = 5,

    /// <summary>IEEE single precision; <see cref="float"/>. The default.</summary>
    Float32 = 6,

    /// <summary>IEEE double precision; <see cref="double"/>.</summary>
    Float64 = 7,

    /// <summary>Truth value, one byte; <see cref="bool"/>.</summary>
    Bool = 11,

    /// <summary>Single precision's range with 8 bits of mantissa. Has no .NET type.</summary>
    BFloat16 = 15,
}
