namespace AutoScale.Tests.Shared;

/// <summary>A fact that reads the reference files, skipped with a message where they are not beside the checkout.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = ReferenceFiles.ReasonToSkip;
}
