using System.Text.Json;

namespace AutoScale.Tests.Shared;

/// <summary>Finds the reference files: vectors made by other projects and by high-precision solvers, kept outside the repository.</summary>
/// <remarks>
/// They are looked for in the folder that the environment variable AUTOSCALE_SHARED names, then in a folder <c>shared</c> beside any
/// parent of the test assembly. A test that reads them is a <see cref="SharedFactAttribute"/> or a <see cref="SharedTheoryAttribute"/>.
/// </remarks>
internal static class ReferenceFiles
{
    /// <summary>The folder that holds <c>reference/</c> and <c>data/</c>; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why the tests that need the files are skipped; null where they run.</summary>
    public static string? ReasonToSkip => Folder is null
        ? "The reference files are not here: put them in a folder 'shared' beside the checkout, or name it in AUTOSCALE_SHARED."
        : null;

    /// <summary>The full path of a file or folder under the shared folder, as <c>reference/autoscale.json</c> or <c>data/mnist</c>.</summary>
    public static string PathOf(string relativePath) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(ReasonToSkip), relativePath);

    /// <summary>Reads a JSON file of <c>reference/</c>, as <c>autoscale.json</c>.</summary>
    public static JsonElement Read(string name)
    {
        using FileStream stream = File.OpenRead(PathOf(Path.Combine("reference", name)));
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    /// <summary>A number of the files, in which those that JSON cannot write are the strings "inf", "-inf" and "nan".</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" => double.NaN,
            string text => throw new FormatException($"'{text}' is not a number of the reference files."),
            null => throw new FormatException("A number of the reference files is null."),
        };

    /// <summary>A row of numbers.</summary>
    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>Rows of numbers.</summary>
    public static double[][] Rows(JsonElement element) => [.. element.EnumerateArray().Select(Numbers)];

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("AUTOSCALE_SHARED");
        if (!string.IsNullOrEmpty(named))
        {
            return Directory.Exists(Path.Combine(named, "reference")) ? Path.GetFullPath(named) : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "reference")))
            {
                return candidate;
            }
        }

        return null;
    }
}
