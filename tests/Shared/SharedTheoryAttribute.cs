namespace AutoScale.Tests.Shared;

/// <summary>A theory that reads the reference files, skipped with a message where they are not beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = ReferenceFiles.ReasonToSkip;
}
