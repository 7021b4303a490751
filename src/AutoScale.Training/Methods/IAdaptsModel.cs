namespace AutoScale.Training.Methods;

/// <summary>A weighting that puts something of its own into the network before training begins.</summary>
public interface IAdaptsModel
{
    /// <summary>Wraps the network.</summary>
    /// <param name="model">The problem's network, on the device it is trained on.</param>
    /// <param name="batch">A batch to learn shapes from.</param>
    /// <returns>The network to train and evaluate; it owns <paramref name="model"/>.</returns>
    /// <exception cref="ArgumentException">The network does not have the form that the method needs.</exception>
    MultiTaskModel Adapt(MultiTaskModel model, Batch batch);
}
