using System.Text;

namespace AutoScale.Studies.Configuration;

/// <summary>Enumeration members as people write them: lower case with hyphens.</summary>
public static class ChoiceName
{
    /// <summary>The written name of a member.</summary>
    /// <typeparam name="TChoice">The enumeration.</typeparam>
    /// <param name="choice">The member.</param>
    /// <returns>"SumToOne" as "sum-to-one".</returns>
    public static string Of<TChoice>(TChoice choice)
        where TChoice : struct, Enum
    {
        StringBuilder text = new();
        foreach (char letter in choice.ToString())
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
