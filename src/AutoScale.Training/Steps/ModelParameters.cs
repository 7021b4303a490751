using AutoScale.Torch;

namespace AutoScale.Training.Steps;

/// <summary>All parameters of a model in one list, the trunk's first and then each head's: the order gradients and updates use. Tied weights, which two modules list, count once.</summary>
internal sealed class ModelParameters
{
    private readonly Tensor[] _all;
    private readonly Range[] _heads;

    public ModelParameters(MultiTaskModel model, int taskCount)
    {
        List<Tensor> all = [.. model.SharedParameters.Distinct()];
        Shared = all.ToArray();
        LastShared = [.. model.LastSharedParameters.Distinct()];
        _heads = new Range[taskCount];
        for (int task = 0; task < taskCount; task++)
        {
            int start = all.Count;
            all.AddRange(model.TaskParameters(task).Distinct());
            _heads[task] = start..all.Count;
        }

        _all = [.. all];
        int owned = _all.Distinct().Count();
        int total = model.Parameters().Count;
        if (owned != _all.Length || total != _all.Length)
        {
            throw new ArgumentException(
                $"Every parameter must be shared or belong to exactly one task: the model has {total} parameters, but its shared and task parts list {_all.Length}, {owned} of them distinct.");
        }
    }

    /// <summary>Every parameter.</summary>
    public IReadOnlyList<Tensor> All => _all;

    /// <summary>The trunk's parameters.</summary>
    public Tensor[] Shared { get; }

    /// <summary>The parameters of the trunk's last layer.</summary>
    public Tensor[] LastShared { get; }

    /// <summary>One head's parameters.</summary>
    public ReadOnlySpan<Tensor> Head(int task) => _all.AsSpan(_heads[task]);

    /// <summary>One head's part of a list in the order of <see cref="All"/>.</summary>
    public Span<Tensor?> HeadPart(Tensor?[] perParameter, int task) => perParameter.AsSpan(_heads[task]);
}
