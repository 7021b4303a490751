using System.Globalization;
using System.Text.Json;
using AutoScale.Gradients;
using AutoScale.Weighting;

namespace AutoScale.Runs;

/// <summary>One parsed trace line: typed readers whose errors name the line and the key.</summary>
internal sealed class TraceLine : IDisposable
{
    // As a fraction of ‖gᵢ‖·‖gⱼ‖. Sums over a network's parameters in single precision are off by up to about 1e-5.
    private const double SymmetryTolerance = 1e-4;
    private readonly JsonDocument _document;
    private readonly int _number;

    private TraceLine(JsonDocument document, int number)
    {
        _document = document;
        _number = number;
    }

    public static TraceLine Parse(string text, int number)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException(
                $"Trace line {number} is not JSON from character {e.BytePositionInLine + 1} on. A trace has one JSON object a line, with finite numbers only: leave out a step with NaN or infinity.", e);
        }

        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            document.Dispose();
            throw new FormatException($"Trace line {number} is not a JSON object: expected {{\"iteration\": 1, \"losses\": [...]}}.");
        }

        return new TraceLine(document, number);
    }

    public void Dispose() => _document.Dispose();

    public FormatException Error(string message) => new($"Trace line {_number}: {message}.");

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key)
    {
        if (Find(key) is not JsonElement element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : throw Error($"'{key}' is {element.GetRawText()}: expected a text");
    }

    public int? WholeNumber(string key, int minimum)
    {
        if (Find(key) is not JsonElement element)
        {
            return null;
        }

        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= minimum
            ? value
            : throw Error($"'{key}' is {element.GetRawText()}: expected a whole number of at least {minimum}");
    }

    public string[] Names(string key)
    {
        if (Find(key) is not JsonElement element)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0 || element.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            throw Error($"'{key}' is {element.GetRawText()}: expected a list of names; leave it out where they have none");
        }

        string[] names = [.. element.EnumerateArray().Select(name => name.GetString()!)];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : throw Error($"'{key}' has a name twice");
    }

    /// <summary>A list of finite numbers; a negative count accepts any.</summary>
    public double[]? Numbers(string key, int count)
    {
        if (Find(key) is not JsonElement element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Error($"'{key}' is {element.GetRawText()}: expected a list of numbers");
        }

        double[] values = [.. element.EnumerateArray().Select(value => Number(key, value))];
        return count < 0 || values.Length == count ? values : throw Error($"'{key}' has {Wording.Count(values.Length, "number")}: expected {count}, one per task");
    }

    public double[]? Norms(string key, int count)
    {
        double[]? norms = Numbers(key, count);
        return norms is null || Array.TrueForAll(norms, norm => norm >= 0) ? norms : throw Error($"'{key}' has a negative number: a gradient norm is at least 0");
    }

    /// <summary>Inner products, nested [[..], ..] or flat, row by row; made symmetric where they are so to single precision.</summary>
    public Gramian? Gramian(string key, int taskCount)
    {
        if (Find(key) is not JsonElement element)
        {
            return null;
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Error($"'{key}' is {element.GetRawText()}: expected {taskCount} rows of {taskCount} numbers");
        }

        double[] entries = [.. element.EnumerateArray().SelectMany(row => row.ValueKind == JsonValueKind.Array ? Row(key, row, taskCount) : [Number(key, row)])];
        if (entries.Length != taskCount * taskCount)
        {
            throw Error($"'{key}' has {Wording.Count(entries.Length, "number")}: expected {taskCount} rows of {taskCount}");
        }

        Symmetrise(entries, taskCount);
        Gramian gramian;
        try
        {
            gramian = new Gramian(entries);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"Trace line {_number}: '{key}' is not valid. {Wording.Of(e)}", e);
        }

        RequireCosines(key, gramian);
        return gramian;
    }

    // |gᵢ·gⱼ| ≤ ‖gᵢ‖·‖gⱼ‖ to the rounding of half-precision gradients.
    private void RequireCosines(string key, Gramian gramian)
    {
        const double Rounding = 1.01;
        for (int i = 0; i < gramian.TaskCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double norms = gramian.Norm(i) * gramian.Norm(j);
                if (Math.Abs(gramian[i, j]) > Rounding * norms)
                {
                    throw Error($"'{key}' has the inner product {Invariant(gramian[i, j])} of tasks {j + 1} and {i + 1}, whose gradient norms multiply to {Invariant(norms)}: no two gradients have more than that");
                }
            }
        }
    }

    private static string Invariant(double value) => value.ToString("g6", CultureInfo.InvariantCulture);

    public Certificate Certificate(string key)
    {
        if (Find(key) is not JsonElement element)
        {
            return default;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Error($"'{key}' is {element.GetRawText()}: expected an object");
        }

        double residual = element.TryGetProperty("residual", out JsonElement part) ? Number($"{key}.residual", part) : 0;
        int iterations = element.TryGetProperty("iterations", out part) && part.ValueKind == JsonValueKind.Number && part.TryGetInt32(out int count) ? count : 0;
        Guards guards = Guards.None;
        if (element.TryGetProperty("guards", out part) && part.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement name in part.EnumerateArray())
            {
                guards |= Guard(name);
            }
        }

        return new Certificate(residual, iterations, guards);
    }

    /// <summary>Takes the mean of mirrored entries that differ by no more than sums in single precision do.</summary>
    private static void Symmetrise(double[] entries, int taskCount)
    {
        for (int i = 0; i < taskCount; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ref double lower = ref entries[(i * taskCount) + j];
                ref double upper = ref entries[(j * taskCount) + i];
                double scale = Math.Sqrt(entries[i * (taskCount + 1)]) * Math.Sqrt(entries[j * (taskCount + 1)]);
                if (lower != upper && Math.Abs(lower - upper) <= SymmetryTolerance * scale)
                {
                    lower = upper = (0.5 * lower) + (0.5 * upper);
                }
            }
        }
    }

    private static Guards Guard(JsonElement element)
    {
        string? name = element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        foreach (Guards guard in Enum.GetValues<Guards>())
        {
            if (MethodOptions.Format(guard) == name)
            {
                return guard;
            }
        }

        return Guards.None; // A newer writer's guard.
    }

    private JsonElement? Find(string key) =>
        _document.RootElement.TryGetProperty(key, out JsonElement element) && element.ValueKind != JsonValueKind.Null ? element : null;

    private double[] Row(string key, JsonElement row, int taskCount) => row.GetArrayLength() == taskCount
        ? [.. row.EnumerateArray().Select(value => Number(key, value))]
        : throw Error($"'{key}' has a row of {Wording.Count(row.GetArrayLength(), "number")}: expected {taskCount} rows of {taskCount}");

    private double Number(string key, JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && double.IsFinite(value)
            ? value
            : throw Error($"'{key}' holds {element.GetRawText()}: expected a finite number; leave a step whose losses are not finite out of the trace");
}
