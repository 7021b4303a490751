using AutoScale.Reporting.Analyses;
using AutoScale.Reporting.Comparisons;

namespace AutoScale.Reporting.Tests.Pages;

[Collection(BrowserTests.Name)]
public sealed class StudyPageTests(Chromium chromium)
{
    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Open_Comparison_DrawsEveryChartAndAsksForNothing(int width)
    {
        await using OpenReport report = await chromium.OpenAsync(ComparisonReport.Of(SmallStudies.Comparison(), "folder"), width);

        await Drawn.AssertAsync(report, 4);
        Assert.Contains("nash-mtl, seed 0: The loss became NaN.", await report.Page.InnerTextAsync("#failures"), StringComparison.Ordinal);
        Assert.Equal(["-2.00 ± 0.25", "0.00 ± 0.25", "0.5000 ± 0.2500", "85.00 ± 0.25"], await report.Page.Locator("#comparison .best").AllInnerTextsAsync()); // Ranks are equal: none is best.
    }

    [BrowserFact]
    public async Task Table_WhenAColumnIsChosen_IsSortedByIt()
    {
        await using OpenReport report = await chromium.OpenAsync(ComparisonReport.Of(SmallStudies.Comparison(), "folder"));
        Task<string[]> Order() => report.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#comparison tbody tr')].map(row => row.cells[0].firstChild.textContent)");

        string[] before = await Order();
        await report.Page.ClickAsync("#comparison button:has-text('× unitary')");
        string[] cheapFirst = await Order();
        await report.Page.ClickAsync("#comparison button:has-text('× unitary')");

        Assert.Equal(["single-task", "autoscale", "unitary", "nash-mtl"], before);
        Assert.Equal(["single-task", "unitary", "autoscale", "nash-mtl"], cheapFirst);
        Assert.Equal(["single-task", "autoscale", "unitary", "nash-mtl"], await Order());
    }

    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Open_Analysis_DrawsEveryChartAndAsksForNothing(int width)
    {
        await using OpenReport report = await chromium.OpenAsync(AnalysisReport.Of(SmallStudies.Analysis(), "folder"), width);

        await Drawn.AssertAsync(report, 3);
        Assert.Equal("weights 2,weights 1,weights 3,autoscale", await report.OfChartAsync<string>("scatter", "option.series[0].data.map(point => point.name).join()"));
        Assert.Contains("as expected", await report.Page.InnerTextAsync("#correlations table"), StringComparison.Ordinal);
    }
}
