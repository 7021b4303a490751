using AutoScale.Reporting.Runs;

using Microsoft.Playwright;

namespace AutoScale.Reporting.Tests.Pages;

[Collection(BrowserTests.Name)]
public sealed class RunPageTests(Chromium chromium)
{
    [BrowserTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Open_WholeRun_DrawsEveryChartAndAsksForNothing(int width)
    {
        await using OpenReport report = await chromium.OpenAsync(Whole(), width);

        await Drawn.AssertAsync(report, 20);
        Assert.Equal(
            ["results", "samples", "weights", "losses", "validation", "metrics", "time", "certificates", "configuration"],
            await report.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('section')].map(section => section.id)"));
        Assert.Equal(1, await report.Page.EvaluateAsync<int>("document.querySelector('.sample img').naturalWidth"));
    }

    [BrowserFact]
    public async Task Open_HostileNames_ShowsThemAsText()
    {
        await using OpenReport report = await chromium.OpenAsync(Whole());

        await report.Page.HoverAsync("#losses .chart"); // Its tooltip has the names too.
        await report.Page.WaitForFunctionAsync("[...document.querySelectorAll('#losses .chart > div')].some(tip => tip.textContent.includes('</script>'))");

        Assert.Equal("scenes with autoscale", await report.Page.TitleAsync());
        Assert.Equal(0, await report.Page.Locator("[onerror]").CountAsync());
        Assert.Contains(SmallRun.HostileTask.Replace('\u2028', ' '), (await report.Page.InnerTextAsync("#results")).Replace('\u2028', ' '), StringComparison.Ordinal);
        Assert.Empty(report.Complaints);
    }

    [BrowserFact]
    public async Task Theme_WhenSwitched_ChangesPageAndCharts()
    {
        const string Colours = "getComputedStyle(document.body).backgroundColor + ' ' + document.querySelector('#losses svg text').getAttribute('fill')";
        await using OpenReport report = await chromium.OpenAsync(Whole());
        await using OpenReport dark = await chromium.OpenAsync(Whole(), scheme: ColorScheme.Dark);

        string before = await report.Page.EvaluateAsync<string>(Colours);
        await report.Page.ClickAsync("#theme");
        string after = await report.Page.EvaluateAsync<string>(Colours);

        Assert.StartsWith("rgb(250, 250, 248) ", before, StringComparison.Ordinal);
        Assert.StartsWith("rgb(14, 16, 20) ", after, StringComparison.Ordinal);
        Assert.NotEqual(before.Split(") ")[1], after.Split(") ")[1]);
        Assert.Equal(after, await dark.Page.EvaluateAsync<string>(Colours));
    }

    [BrowserFact]
    public async Task Print_FromTheDark_DrawsOnWhiteAndComesBack()
    {
        const string Look = "(document.documentElement.dataset.theme ?? 'dark') + ' ' + document.querySelector('#losses svg').getAttribute('width')";
        await using OpenReport report = await chromium.OpenAsync(Whole(), scheme: ColorScheme.Dark);

        string before = await report.Page.EvaluateAsync<string>(Look);
        await report.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        string onPaper = await report.Page.EvaluateAsync<string>(Look);
        await report.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");

        Assert.Equal("light 640", onPaper);
        await report.Page.WaitForFunctionAsync($"{Look} === '{before}'");
    }

    [BrowserFact]
    public async Task Choices_OfCharts_ChangeThem()
    {
        await using OpenReport report = await chromium.OpenAsync(Whole());

        Assert.Equal(("log", 2), (await report.OfChartAsync<string>("losses", "option.yAxis[0].type"), await report.OfChartAsync<int>("losses", "option.series.length")));
        await report.ChooseAsync("losses", "Axis", "linear");
        await report.ChooseAsync("losses", "Smoothing", "10 points");
        Assert.Equal(("value", 4), (await report.OfChartAsync<string>("losses", "option.yAxis[0].type"), await report.OfChartAsync<int>("losses", "option.series.length")));

        await report.ChooseAsync("metrics", "Show", "each task or pair");
        Assert.True(await report.Page.IsVisibleAsync("#metrics [data-choice='Of']"));

        int shown = await report.Page.Locator("#validation .card:visible").CountAsync();
        await report.ChooseAsync("validation", "Metrics", "all");
        Assert.Equal((2, 3), (shown, await report.Page.Locator("#validation .card:visible").CountAsync()));
        await report.Page.WaitForFunctionAsync("document.querySelectorAll('#validation .chart svg').length === 3");
        Assert.Empty(report.Complaints);
    }

    [BrowserFact]
    public async Task Weights_OfAutoScale_MarkPhasesWindowsAndTheLine()
    {
        await using OpenReport report = await chromium.OpenAsync(Whole());

        // For each task: the steps, the windows, the predictor's line.
        Assert.Equal(6, await report.OfChartAsync<int>("weights", "option.series.length"));
        Assert.Equal("exploration", await report.OfChartAsync<string>("weights", "option.series[0].markArea.data[0][0].name"));
        Assert.Equal(20, await report.OfChartAsync<double>("weights", "option.series[0].markLine.data[0].xAxis"));
        Assert.Equal("1,0.5 10,0.5 10, 11,1 20,1 20,", await report.OfChartAsync<string>("weights", "option.series[1].data.map(point => point.join(',')).join(' ')"));
    }

    [BrowserFact]
    public async Task Open_TraceOfOneTask_SaysWhatIsMissing()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("mine.jsonl", string.Concat(Enumerable.Range(1, 60).Select(step => $"{{\"iteration\":{step},\"losses\":[{step % 7}]}}\n")));
        await using OpenReport report = await chromium.OpenAsync(RunReport.Of(RunFiles.OfTrace(path)), 390);

        await Drawn.AssertAsync(report, 3);
        Assert.StartsWith("This is a trace alone", await report.Page.InnerTextAsync("#missing"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Open_TraceOfFortyTasks_DrawsThemAndNamesAFewInATooltip()
    {
        using TemporaryFolder folder = new();
        string losses = string.Join(',', Enumerable.Range(1, 40));
        string path = folder.Write("mine.jsonl", string.Concat(Enumerable.Range(1, 20).Select(step => $"{{\"iteration\":{step},\"losses\":[{losses}]}}\n")));
        await using OpenReport report = await chromium.OpenAsync(RunReport.Of(RunFiles.OfTrace(path)), 390);

        await report.Page.HoverAsync("#losses .chart");
        await report.Page.WaitForFunctionAsync("document.querySelector('#losses .tip')?.textContent.endsWith('and 28 more')");

        await Drawn.AssertAsync(report, 3);
        Assert.Contains("more than 12 tasks or pairs", await report.Page.InnerTextAsync("#metrics"), StringComparison.Ordinal);
    }

    private static ReportPage Whole()
    {
        using TemporaryFolder folder = new();
        SmallRun.WriteTo(folder);
        return RunReport.Of(RunFiles.OfFolder(folder.Path));
    }
}
