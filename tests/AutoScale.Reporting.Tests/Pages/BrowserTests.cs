namespace AutoScale.Reporting.Tests.Pages;

/// <summary>All tests that open pages: one browser for them, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "browser";
}
