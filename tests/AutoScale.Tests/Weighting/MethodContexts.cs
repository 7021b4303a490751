using AutoScale.Weighting;

namespace AutoScale.Tests.Weighting;

/// <summary>Contexts in which any method of the catalogue can be created.</summary>
internal static class MethodContexts
{
    public const int TotalIterations = 60;

    /// <summary>A context with the required options filled in: the number 1 is a valid value for all so far, one number standing for all tasks.</summary>
    public static MethodContext Of(MethodDescriptor method, int taskCount, params ReadOnlySpan<string> assignments)
    {
        List<string> options = [.. assignments];
        options.AddRange(method.Options
            .Where(option => option.IsRequired && !options.Exists(assignment => assignment.StartsWith($"{option.Name}=", StringComparison.Ordinal)))
            .Select(option => $"{option.Name}=1"));
        return new MethodContext([.. Enumerable.Range(1, taskCount).Select(task => $"task-{task}")], TotalIterations)
        {
            Seed = 5,
            Options = MethodOptions.Parse(options),
        };
    }

    public static IWeighting Create(MethodDescriptor method, int taskCount) => method.Create(Of(method, taskCount));
}
