namespace AutoScale.Weighting;

/// <summary>One option of a method, as help texts show it and <see cref="MethodOptions"/> reads it.</summary>
/// <param name="Name">The name, lower case with hyphens, unique in its method. A name that ends in ".*" stands for every name with that prefix.</param>
/// <param name="Default">The value that counts when none is given, as a user would type it; null when the option has to be given.</param>
/// <param name="Meaning">What the option does, in one sentence.</param>
/// <param name="Range">Which values are valid, worded to follow "expected": "a number above 0".</param>
public sealed record OptionDescriptor(string Name, string? Default, string Meaning, string Range)
{
    /// <summary>Whether the option has to be given.</summary>
    public bool IsRequired => Default is null;

    /// <summary>Whether a name is this option's, or begins with its prefix.</summary>
    /// <param name="name">The name to compare.</param>
    /// <returns>True when it is.</returns>
    public bool Matches(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Name.EndsWith(".*", StringComparison.Ordinal)
            ? name.Length > Name.Length - 1 && name.StartsWith(Name[..^1], StringComparison.Ordinal)
            : name == Name;
    }
}
