using AutoScale.Runs;

namespace AutoScale.Training;

/// <summary>Where the time of a run went, added up over its updates. On a GPU, work is counted where it is waited for.</summary>
public sealed class StepTimings
{
    private readonly TimeSpan[] _spent = new TimeSpan[Enum.GetValues<StepPart>().Length];

    /// <summary>Updates counted.</summary>
    public int Steps { get; internal set; }

    /// <summary>Time of the updates themselves: everything but evaluation and checkpoints.</summary>
    public TimeSpan Training
    {
        get
        {
            TimeSpan sum = TimeSpan.Zero;
            for (StepPart part = 0; part < StepPart.Evaluation; part++)
            {
                sum += this[part];
            }

            return sum;
        }
    }

    /// <summary>Processor time of the updates, over all threads of the process.</summary>
    public TimeSpan Processor { get; internal set; }

    /// <summary>Mean time of one update in seconds; 0 before the first.</summary>
    public double SecondsPerIteration => Steps == 0 ? 0 : Training.TotalSeconds / Steps;

    /// <summary>Time spent on one part.</summary>
    /// <param name="part">The part.</param>
    public TimeSpan this[StepPart part]
    {
        get => _spent[(int)part];
        internal set => _spent[(int)part] = value;
    }
}
