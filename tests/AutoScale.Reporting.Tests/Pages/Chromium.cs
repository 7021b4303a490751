using Microsoft.Playwright;

namespace AutoScale.Reporting.Tests.Pages;

/// <summary>One headless browser for all tests. AUTOSCALE_CHROMIUM names it where it has another place.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3); // A page is there in a second; a machine that has other work took half a minute.
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why the tests that open pages are skipped; null where they run.</summary>
    public static string? ReasonToSkip => Path is null
        ? "There is no Chromium here: install the package chromium, or name a browser in AUTOSCALE_CHROMIUM."
        : null;

    private static string? Path { get; } =
        ((string?[])[Environment.GetEnvironmentVariable("AUTOSCALE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (Path is null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            Timeout = (float)LongestWait.TotalMilliseconds,
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a report from a file, as a reader does with a double click.</summary>
    internal async Task<OpenReport> OpenAsync(ReportPage report, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 800 }, ColorScheme = scheme });
        context.SetDefaultTimeout((float)LongestWait.TotalMilliseconds);
        return await OpenReport.OfAsync(context, report);
    }
}
