namespace AutoScale.Reporting.Tests.Pages;

/// <summary>A fact that opens a page, skipped with a message where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.ReasonToSkip;
}
