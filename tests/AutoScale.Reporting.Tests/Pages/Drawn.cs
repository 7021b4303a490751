namespace AutoScale.Reporting.Tests.Pages;

/// <summary>What must hold of every page, whatever it reports on.</summary>
internal static class Drawn
{
    // Of every chart that is shown: its title, and what is wrong with it. A series with numbers must have left a path of its colour.
    private const string Faults = """
        () => [...document.querySelectorAll('.chart')].filter(chart => chart.clientWidth > 0).map(chart => {
            const isNumber = point => [point?.value ?? point].flat().filter(value => typeof value === 'number').length > 0;
            const series = (echarts.getInstanceByDom(chart)?.getOption()?.series ?? []).filter(({ data }) => data.some(isNumber));
            const paint = colour => { const probe = document.createElement('i'); probe.style.color = colour; document.body.append(probe); const seen = getComputedStyle(probe).color; probe.remove(); return seen; };
            const painted = new Set([...chart.querySelectorAll('svg path')].filter(path => path.getAttribute('d')?.length > 4)
                .flatMap(path => [path.getAttribute('stroke'), path.getAttribute('fill')]).filter(colour => colour && colour !== 'none').map(paint));
            const missing = series.filter(({ data, lineStyle, itemStyle }) => ![...data.map(point => point?.itemStyle?.color), lineStyle?.color, itemStyle?.color].some(colour => colour && painted.has(paint(colour))));
            const label = chart.getAttribute('aria-label');
            return label + ' | ' + (series.length === 0 ? 'no series with numbers' : missing.length > 0 ? `${missing.length} series not drawn` : /undefined|NaN|null/.test(label) || !/\d/.test(label) ? 'no words' : '');
        })
        """;

    /// <summary>No complaint in the console, nothing asked for, nothing wider than the window, and every series of every chart drawn and told in words.</summary>
    public static async Task AssertAsync(OpenReport report, int atLeast)
    {
        string[] charts = await report.Page.EvaluateAsync<string[]>(Faults);

        Assert.Empty(report.Complaints);
        Assert.Empty(report.Requests);
        Assert.InRange(charts.Length, atLeast, 200);
        Assert.DoesNotContain(charts, chart => !chart.EndsWith(" | ", StringComparison.Ordinal));
        Assert.Equal(0, await report.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
    }
}
