namespace AutoScale.Studies.Configuration;

/// <summary>A value as somebody wrote it, and where, so that an error can point at it.</summary>
/// <param name="Text">The text; of a list, its items joined by commas.</param>
/// <param name="Origin">Where it was written, for messages: "line 4 of run.yaml", "--alpha".</param>
public sealed record GivenValue(string Text, string Origin)
{
    /// <summary>The value as a list: the parts between commas, trimmed.</summary>
    public IReadOnlyList<string> Items => Text.Split(',', StringSplitOptions.TrimEntries);
}
