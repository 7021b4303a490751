namespace AutoScale.Reporting.Tests.Pages;

/// <summary>A theory that opens pages, skipped with a message where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.ReasonToSkip;
}
