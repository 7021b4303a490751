using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>The settings of the methods that project onto the dual cone of the gradients: <see cref="UpGrad"/> and <see cref="DualProj"/>.</summary>
public sealed record DualConeOptions
{
    /// <summary>The preferences u, dimensionless, one number above 0 for each task, or none for 1 each, the default: then tasks without conflicts get the weights u.</summary>
    public IReadOnlyList<double> Preference { get; init; } = [];

    /// <summary>What is added to the diagonal of the Gramian, as a fraction of its trace. At least 0. Default 0, the exact projection; TorchJD has 1e-4.</summary>
    public double Regularization { get; init; }

    /// <summary>How the catalogue presents these settings.</summary>
    internal static IReadOnlyList<OptionDescriptor> Descriptors { get; } =
    [
        new("preference", "1", "Preferences, one for each task, or one for all.", "numbers above 0"),
        new("regularization", "0", "Added to the Gramian's diagonal, as a fraction of its trace.", "a number of at least 0"),
    ];

    /// <summary>Reads the settings of a run.</summary>
    internal static DualConeOptions From(MethodContext context) => new()
    {
        Preference = context.Options.Numbers("preference", context.TaskCount, values => Array.TrueForAll(values, value => value > 0)),
        Regularization = context.Options.Number("regularization", value => value >= 0),
    };

    /// <summary>These settings, when they are valid.</summary>
    internal DualConeOptions Checked() =>
        !(Regularization >= 0 && double.IsFinite(Regularization))
            ? throw new ArgumentException($"Regularization is {Regularization}: expected a number of at least 0.")
            : Preference.Any(value => !(value > 0 && double.IsFinite(value)))
                ? throw new ArgumentException($"Preference is [{string.Join(", ", Preference)}]: expected finite numbers above 0.")
                : this;

    internal double PreferenceOf(int task) => Preference.Count == 0 ? 1 : Preference[task];

    /// <summary>Writes u.</summary>
    internal void WritePreference(Span<double> preference)
    {
        if (Preference.Count != 0 && Preference.Count != preference.Length)
        {
            throw new ArgumentException($"Preference needs one element per task or none: expected {preference.Length} or 0, got {Preference.Count}.", nameof(preference));
        }

        for (int task = 0; task < preference.Length; task++)
        {
            preference[task] = PreferenceOf(task);
        }
    }

    /// <summary>M + ρ·tr(M)·I; M itself when ρ = 0.</summary>
    internal Gramian Regularize(Gramian gramian)
    {
        if (Regularization == 0)
        {
            return gramian;
        }

        double trace = 0;
        for (int task = 0; task < gramian.TaskCount; task++)
        {
            trace += gramian[task, task];
        }

        double[] entries = gramian.Entries.ToArray();
        for (int task = 0; task < gramian.TaskCount; task++)
        {
            entries[(task * gramian.TaskCount) + task] += Regularization * trace;
        }

        return new Gramian(entries);
    }
}
