using System.Globalization;

namespace AutoScale.Torch;

/// <summary>Where a tensor lives and its operators run.</summary>
/// <param name="Type">The kind of device.</param>
/// <param name="Index">Which of them, from 0; always 0 for the CPU.</param>
public readonly record struct Device(DeviceType Type, int Index)
{
    /// <summary>The processor.</summary>
    public static Device Cpu => new(DeviceType.Cpu, 0);

    /// <summary>A CUDA device.</summary>
    /// <param name="index">Which one, from 0.</param>
    /// <returns>The device, whether or not this machine has it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static Device Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new Device(DeviceType.Cuda, index);
    }

    /// <summary>Reads a device as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">"cpu", "cuda" (the first CUDA device) or "cuda:1".</param>
    /// <returns>The device, whether or not this machine has it.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> names no device.</exception>
    public static Device Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "cpu")
        {
            return Cpu;
        }

        if (text == "cuda")
        {
            return Cuda();
        }

        const string Prefix = "cuda:";
        if (text.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return Cuda(index);
        }

        throw new FormatException($"'{text}' names no device: expected 'cpu', 'cuda' or 'cuda:N' with N from 0.");
    }

    /// <summary>The device as "cpu" or "cuda:0".</summary>
    /// <returns>Text that <see cref="Parse"/> reads.</returns>
    public override string ToString() => Type == DeviceType.Cpu ? "cpu" : string.Create(CultureInfo.InvariantCulture, $"cuda:{Index}");
}
