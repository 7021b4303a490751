using System.Globalization;

namespace AutoScale.Cli.Progress;

/// <summary>What a running training looks like at this moment: everything a progress display draws, and no drawing.</summary>
/// <param name="tasks">Names of the K tasks.</param>
/// <param name="totalIterations">Steps of the whole run.</param>
internal sealed class ProgressState(IReadOnlyList<string> tasks, int totalIterations)
{
    private const double Smoothing = 0.1; // of the newest loss: a batch's own noise should not make the display jump
    private readonly StepRate _rate = new();
    private readonly double[] _losses = new double[tasks.Count];
    private readonly double[] _weights = new double[tasks.Count];

    /// <summary>Names of the K tasks.</summary>
    public IReadOnlyList<string> Tasks => tasks;

    /// <summary>Steps of the whole run.</summary>
    public int TotalIterations => totalIterations;

    /// <summary>The last step done, from 1; 0 before the first.</summary>
    public int Iteration { get; private set; }

    /// <summary>The phase of the last step.</summary>
    public string Phase { get; private set; } = "starting";

    /// <summary>Smoothed task losses, shape [K].</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Weights of the last step, shape [K].</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Time since this process began to train.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Iterations per second of late; 0 before there is a rate.</summary>
    public double PerSecond => _rate.PerSecond;

    /// <summary>How long the rest takes at the present rate, or null before there is one.</summary>
    public TimeSpan? Remaining => _rate.Remaining(totalIterations);

    /// <summary>The last validation in words, one line per task; empty before the first.</summary>
    public IReadOnlyList<string> LastValidation { get; private set; } = [];

    /// <summary>What the last validation was: "validation at step 100".</summary>
    public string LastValidationTitle { get; private set; } = "validation";

    /// <summary>Warnings so far, oldest first.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Takes in a step.</summary>
    /// <param name="iteration">The step, from 1.</param>
    /// <param name="phase">The phase it belongs to.</param>
    /// <param name="losses">Task losses, shape [K].</param>
    /// <param name="weights">Weights, shape [K].</param>
    /// <param name="elapsed">Time since this process began to train.</param>
    public void Step(int iteration, string phase, ReadOnlySpan<double> losses, ReadOnlySpan<double> weights, TimeSpan elapsed)
    {
        bool first = Iteration == 0;
        for (int i = 0; i < losses.Length; i++)
        {
            _losses[i] = first ? losses[i] : _losses[i] + (Smoothing * (losses[i] - _losses[i]));
        }

        weights.CopyTo(_weights);
        (Iteration, Phase, Elapsed) = (iteration, phase, elapsed);
        _rate.Add(iteration, elapsed);
    }

    /// <summary>Takes in an evaluation of a split.</summary>
    /// <param name="iteration">After which step.</param>
    /// <param name="split">"validation" or "test".</param>
    /// <param name="lines">The metrics in words, one line per task.</param>
    public void Validated(int iteration, string split, IReadOnlyList<string> lines)
    {
        LastValidationTitle = string.Create(CultureInfo.InvariantCulture, $"{split} at step {iteration}");
        LastValidation = lines;
    }
}
