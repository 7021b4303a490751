using AutoScale.Weighting;

namespace AutoScale.Studies.Configuration;

/// <summary>Enumeration members as people write them: lower case with hyphens.</summary>
public static class ChoiceName
{
    /// <summary>The written name of a member.</summary>
    /// <typeparam name="TChoice">The enumeration.</typeparam>
    /// <param name="choice">The member.</param>
    /// <returns>"SumToOne" as "sum-to-one".</returns>
    public static string Of<TChoice>(TChoice choice)
        where TChoice : struct, Enum =>
        MethodOptions.Format(choice);
}
