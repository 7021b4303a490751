using AutoScale.Reporting.Analyses;
using AutoScale.Reporting.Comparisons;
using AutoScale.Runs;

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

    [BrowserFact]
    public async Task Open_Comparison_SaysFirstWhoIsBestAndWhereAutoScaleStands()
    {
        await using OpenReport report = await chromium.OpenAsync(ComparisonReport.Of(SmallStudies.Comparison(), "folder"));

        Assert.Equal(["autoscale", "1 of 2", "1.25 ×", "1 of 2"], await report.Page.Locator("#told .number").AllInnerTextsAsync());
    }

    [BrowserFact]
    public async Task Tooltip_OfAHostileMethod_ShowsItsNameAsText()
    {
        ComparisonRecord study = SmallStudies.Comparison();
        ComparisonRecord hostile = study with { Entrants = [.. study.Entrants.Select(entrant => entrant with { Label = $"{entrant.Label} {SmallRun.HostileTask}" })] };
        await using OpenReport report = await chromium.OpenAsync(ComparisonReport.Of(hostile, SmallRun.HostileTask));

        await report.Page.EvaluateAsync("echarts.getInstanceByDom(document.querySelector('#deltas .chart')).dispatchAction({ type: 'showTip', seriesIndex: 1, dataIndex: 0 })");
        await report.Page.WaitForFunctionAsync("document.querySelector('#deltas .chart').textContent.includes('interval -2.5 to -1.5')");

        Assert.Equal(0, await report.Page.Locator("[onerror]").CountAsync());
        await Drawn.AssertAsync(report, 4);
    }
}
