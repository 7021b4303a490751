using AutoScale.Torch;
using AutoScale.Training;

namespace OwnProblem;

/// <summary>A metric that is the mean of something measured on each batch.</summary>
internal sealed class BatchMean(string name, string unit, bool higherIsBetter, Func<Tensor, Tensor, double> measure) : ITaskMetric
{
    private double _sum;
    private long _count;

    public string Name => name;

    public string Unit => unit;

    public bool HigherIsBetter => higherIsBetter;

    public double Value => _sum / _count;

    public void Add(Tensor prediction, Tensor target)
    {
        _sum += measure(prediction, target) * target.Shape[0];
        _count += target.Shape[0];
    }

    public void Reset() => (_sum, _count) = (0, 0);
}
