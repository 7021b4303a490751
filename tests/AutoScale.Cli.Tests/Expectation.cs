using System.Runtime.CompilerServices;

namespace AutoScale.Cli.Tests;

/// <summary>Compares a text with the one a person has approved, a file in the folder Expectations. AUTOSCALE_APPROVE=1 writes the files anew.</summary>
internal static class Expectation
{
    public static void Matches(string name, string actual, [CallerFilePath] string caller = "")
    {
        string folder = Path.GetDirectoryName(caller)!;
        while (!Directory.Exists(Path.Combine(folder, "Expectations")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        string path = Path.Combine(folder, "Expectations", name + ".txt");
        string trimmed = string.Join('\n', actual.Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("AUTOSCALE_APPROVE") == "1")
        {
            File.WriteAllText(path, trimmed);
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests with AUTOSCALE_APPROVE=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(path), trimmed);
    }
}
