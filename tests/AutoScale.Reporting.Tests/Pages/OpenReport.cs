using System.Text;

using Microsoft.Playwright;

namespace AutoScale.Reporting.Tests.Pages;

/// <summary>A report in the browser, with everything it complained of and asked for.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly TemporaryFolder _folder;
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private OpenReport(IBrowserContext context, IPage page, TemporaryFolder folder)
    {
        (_context, Page, _folder) = (context, page, folder);
        page.Console += (_, message) => _complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) => _requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>What went to the console, and errors that nothing caught.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>What the page asked for, itself and pictures inside it left out.</summary>
    public IEnumerable<string> Requests => _requests.Skip(1).Where(url => !url.StartsWith("data:", StringComparison.Ordinal));

    public static async Task<OpenReport> OfAsync(IBrowserContext context, ReportPage report)
    {
        TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "report.html");
        using (StreamWriter writer = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
        {
            report.Write(writer);
        }

        OpenReport open = new(context, await context.NewPageAsync(), folder);
        await open.Page.GotoAsync(new Uri(path).AbsoluteUri);
        await open.Page.WaitForSelectorAsync("html[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        return open;
    }

    /// <summary>Chooses one of the options that stand beside a label in a section.</summary>
    public Task ChooseAsync(string section, string label, string option) => Page.ClickAsync($"#{section} [data-choice='{label}'] button:text-is('{option}')");

    /// <summary>A value of the ECharts option of a section's first chart.</summary>
    public Task<T> OfChartAsync<T>(string section, string expression) =>
        Page.EvaluateAsync<T>($"(() => {{ const option = echarts.getInstanceByDom(document.querySelector('#{section} .chart')).getOption(); return {expression}; }})()");

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _folder.Dispose();
    }
}
