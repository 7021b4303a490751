using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace AutoScale.Reporting;

/// <summary>A report as one HTML file that needs nothing beside it and no network: styles, scripts, charts and data are inside.</summary>
/// <remarks>
/// The data goes in as JSON in which every character that could end the script element, or mean anything to an HTML parser, is escaped; the page's script puts
/// all text into the document as text. A content security policy forbids the page any request, and any script but its own two.
/// </remarks>
public sealed class ReportPage
{
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 13 8 3l6 10' fill='none' stroke='%232f6fde' stroke-width='2.4' stroke-linejoin='round'/%3E%3C/svg%3E";

    // In this order: each may use what stands before it.
    private static readonly string[] ScriptFiles = ["elements.js", "theme.js", "charts.js", "metrics.js", "run.js", "comparison.js", "analysis.js", "report.js"];
    private static readonly JsonSerializerOptions Safe = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly JsonObject _data;

    internal ReportPage(string title, JsonObject data)
    {
        Title = title;
        _data = data;
        _data["generator"] = $"AutoScale {Version}";
        _data["notices"] = new JsonArray(Asset("echarts-notice.txt").Trim(), Asset("zrender-licence.txt").Trim());
    }

    /// <summary>What the browser shows as the page's name.</summary>
    public string Title { get; }

    /// <summary>What the page shows, as its script reads it.</summary>
    internal JsonObject Data => _data;

    private static string Version =>
        (typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Receives the HTML; its encoding must be UTF-8.</param>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        string charts = Asset("echarts.js");
        string script = $"(() => {{\n'use strict';\n{string.Join('\n', ScriptFiles.Select(Asset))}}})();\n";
        string policy = $"default-src 'none'; script-src {Hash(charts)} {Hash(script)}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
        writer.Write($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{HtmlEncoder.Default.Encode(Title)}</title>
            <link rel="icon" href="{Icon}">
            <style>
            {Asset("report.css")}</style>
            </head>
            <body>
            <noscript>This report draws itself with JavaScript, which is switched off. It asks for nothing from the network.</noscript>
            <div id="report"></div>
            <script type="application/json" id="data">{_data.ToJsonString(Safe)}</script>
            <script>{charts}</script>
            <script>{script}</script>
            </body>
            </html>

            """);
    }

    // A browser hashes a script after it has made every line break a line feed.
    private static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Asset(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The report's file {name} was not built into this assembly.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
