using AutoScale.Torch;

namespace AutoScale.Training.Checkpoints;

/// <summary>The parameters of the model that validation selected: in the run's folder, or in memory when there is none.</summary>
internal sealed class SelectedModel(MultiTaskModel model, RunFolder? folder) : IDisposable
{
    private Dictionary<string, Tensor> _copy = [];

    /// <summary>Copies a model's parameters and buffers.</summary>
    public static Dictionary<string, Tensor> Copy(MultiTaskModel model)
    {
        using NoGradient off = Autograd.NoGradient();
        return model.State().ToDictionary(pair => pair.Key, pair => pair.Value.Clone(), StringComparer.Ordinal);
    }

    /// <summary>Keeps the model as it is now.</summary>
    /// <param name="state">The run's state, which names iteration and score.</param>
    public void Keep(TrainingState state)
    {
        if (folder is not null)
        {
            TrainingState bare = new() { Iteration = state.Iteration, Identity = state.Identity, BestScore = state.BestScore, BestIteration = state.BestIteration };
            Checkpoint.Write(folder.BestModel, model, bare);
            return;
        }

        Dictionary<string, Tensor> copy = Copy(model);
        Dispose();
        _copy = copy;
    }

    /// <summary>Puts the kept parameters into the model.</summary>
    /// <param name="state">The run's state, which says which model was selected.</param>
    /// <exception cref="TrainingException">The folder holds another one.</exception>
    public void Load(TrainingState state)
    {
        if (folder is null)
        {
            model.Load(_copy);
            return;
        }

        TrainingState best = Checkpoint.Read(folder.BestModel, model);
        if (best.Identity != state.Identity || best.Iteration != state.BestIteration)
        {
            throw new TrainingException(
                $"{folder.BestModel} is not this run's selected model: expected iteration {state.BestIteration}, got {best.Iteration}. Start the run again in a new folder.");
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in _copy.Values)
        {
            tensor.Dispose();
        }
    }
}
