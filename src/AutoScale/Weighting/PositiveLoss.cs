namespace AutoScale.Weighting;

/// <summary>What methods that take logarithms, reciprocals or ratios of losses share: a smallest loss.</summary>
internal static class PositiveLoss
{
    /// <summary>The default of the option: FAMO's ε, at which a loss counts as finished.</summary>
    public const double DefaultMinimum = 1e-8;

    /// <summary>The smallest number with all its digits: enough where only ratios of losses count.</summary>
    public const double Smallest = 2.2250738585072014e-308;

    /// <summary>The option of methods whose weights go with 1/l.</summary>
    public static OptionDescriptor Option { get; } =
        new("minimum-loss", MethodOptions.Format(DefaultMinimum), "The smallest loss to reckon with; smaller ones are taken for it.", "a number from 1e-30 to 1");

    /// <summary>Reads the option.</summary>
    public static double Read(MethodOptions options) => options.Number("minimum-loss", IsValid);

    /// <summary>Checks a constructor's argument.</summary>
    /// <exception cref="ArgumentException">It is outside 1e-30 to 1.</exception>
    public static double Checked(double minimum) => IsValid(minimum)
        ? minimum
        : throw new ArgumentException($"minimumLoss is {minimum}: expected a number from 1e-30 to 1.", nameof(minimum));

    /// <summary>The loss, or the minimum where the loss is below it, which the guards then say.</summary>
    public static double AtLeast(double minimum, double loss, ref Guards guards)
    {
        if (loss >= minimum)
        {
            return loss;
        }

        guards |= Guards.LossBelowBound;
        return minimum;
    }

    private static bool IsValid(double minimum) => minimum is >= 1e-30 and <= 1;
}
