using System.Globalization;

namespace AutoScale.Cli.Progress;

/// <summary>Numbers and durations as a person reads them, the same on every machine.</summary>
internal static class Quantity
{
    /// <summary>A measured value with four significant digits.</summary>
    /// <param name="value">The value.</param>
    /// <returns>"0.1234", "12.34", "1234", "1.234e-05".</returns>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return !double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture)
            : size is not 0 and (< 1e-3 or >= 1e6) ? value.ToString("0.###e+00", CultureInfo.InvariantCulture)
            : size < 1 ? value.ToString("0.0000", CultureInfo.InvariantCulture)
            : size < 10 ? value.ToString("0.000", CultureInfo.InvariantCulture)
            : size < 100 ? value.ToString("0.00", CultureInfo.InvariantCulture)
            : size < 1000 ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : value.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>A percentage, a rank or a coefficient with two decimals.</summary>
    /// <param name="value">The value.</param>
    /// <returns>"12.34", "-0.50"; "0.00" without a sign.</returns>
    public static string Hundredths(double value) => value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>A duration in its two largest units.</summary>
    /// <param name="duration">The duration, at least 0.</param>
    /// <returns>"0.42 s", "12.3 s", "3 min 05 s", "2 h 07 min".</returns>
    public static string Duration(TimeSpan duration)
    {
        double seconds = duration.TotalSeconds;
        return seconds < 0.001 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} us")
            : seconds < 0.1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.#} ms")
            : seconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s")
            : seconds < 59.95 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
            : Math.Round(seconds) < 3600 ? string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(seconds) / 60} min {(int)Math.Round(seconds) % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Round(duration.TotalMinutes) / 60} h {(int)Math.Round(duration.TotalMinutes) % 60:00} min");
    }

    /// <summary>A rate of steps.</summary>
    /// <param name="perSecond">Steps per second.</param>
    /// <returns>"14.2 it/s", or "- it/s" before there is one.</returns>
    public static string Rate(double perSecond) =>
        perSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.0} it/s") : "- it/s";
}
