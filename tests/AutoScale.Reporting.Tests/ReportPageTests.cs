using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AutoScale.Reporting.Tests;

public sealed partial class ReportPageTests
{
    [Fact]
    public void Write_HostileText_LeavesThreeScriptsAndTheTextInTheData()
    {
        string html = Html(new ReportPage(SmallRun.HostileTask, new JsonObject { ["text"] = SmallRun.HostileTask }));

        string[] scripts = [.. Script().Matches(html).Select(match => match.Groups["text"].Value)];
        Assert.Equal(3, scripts.Length);
        Assert.DoesNotContain(scripts[0], letter => letter is '<' or '>' or '&' or '\u2028' or '\u2029');
        Assert.Equal(SmallRun.HostileTask, (string)JsonNode.Parse(scripts[0])!["text"]!);
        Assert.Contains("<title>&lt;/script&gt;&lt;!--", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnyPage_AllowsItsOwnTwoScriptsAndNoRequest()
    {
        string html = Html(new ReportPage("title", []));

        string policy = Policy().Match(html).Groups["policy"].Value;
        string[] hashes = [.. Script().Matches(html).Skip(1).Select(match => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(match.Groups["text"].Value)))}'")];
        Assert.Equal($"default-src 'none'; script-src {hashes[0]} {hashes[1]}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotMatch(@"(src|href|url\()\s*=?[""']?(?!data:)\w+:", Script().Replace(html, string.Empty));
    }

    [Fact]
    public void Write_AnyPage_CarriesTheLicenceOfTheChartingLibrary()
    {
        ReportPage page = new("title", []);

        Assert.Contains("Licensed to the Apache Software Foundation (ASF)", Html(page), StringComparison.Ordinal);
        Assert.Contains("Apache ECharts", (string)page.Data["notices"]![0]!, StringComparison.Ordinal);
        Assert.Contains("Redistribution", (string)page.Data["notices"]![1]!, StringComparison.Ordinal);
    }

    private static string Html(ReportPage page)
    {
        using StringWriter writer = new();
        page.Write(writer);
        return writer.ToString();
    }

    [GeneratedRegex(@"<script[^>]*>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"http-equiv=""Content-Security-Policy"" content=""(?<policy>[^""]*)""")]
    private static partial Regex Policy();
}
