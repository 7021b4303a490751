using AutoScale.Gradients;

namespace AutoScale.Weighting;

/// <summary>CDTT: EDM's central direction, pulled towards the tasks that are not getting better.</summary>
/// <remarks>
/// <para>With EDM's update d the direction is v = d + Σ Tᵢ·(gᵢ − d)/‖gᵢ − d‖. The tension Tᵢ = α/(1 + exp(e − e·kᵢ)) + 1 − α lies between 1 − α and 1 and grows with
/// kᵢ = Sᵢ/S'ᵢ + log₁₀ lᵢ, where Sᵢ is the sum of the task's last ten gradient norms and S'ᵢ that of the step before; the first ten steps are EDM's. A pull has the length Tᵢ
/// whatever the unit of the gradients: the shorter they are, the more tension counts.</para>
/// <para>Then, task by task in order, where gᵢ·v &lt; 0, v moves along the line to gᵢ until gᵢ·v = 0: v ← s·v + (1 − s)·gᵢ with s = ‖gᵢ‖²/(‖gᵢ‖² − gᵢ·v). A later
/// task can undo that for an earlier one. The weights sum to 1 and can be negative.</para>
/// <para>Guards. A zero gradient is left out with weight 0. A task whose gradient is d has no direction to pull in, and no tension
/// (<see cref="Guards.NoTension"/>). A loss that is not positive counts as 0 (<see cref="Guards.LossBelowBound"/>), which is the least tension. The residual is EDM's. Not thread-safe.</para>
/// <para>Source: Nakamura, Grassi and Wolf, "Leveraging convergence behavior to balance conflicting tasks in multi-task learning", Neurocomputing 511, 2022, arXiv:2204.06698: its
/// task tensioners, which change a central direction. The formula is that of the authors' public code, MTL_TaskTensioner. Deviation: d is exact.</para>
/// </remarks>
public sealed class Cdtt : IWeighting, IStateful
{
    private const double NoDirection = 1e-12;
    private const int LongestWindow = 10_000;
    private const int MostTasksOnStack = 40;
    private readonly double _alpha;
    private readonly int _window;
    private readonly double[] _norms;
    private readonly double[] _pulls;
    private readonly double[] _sums;
    private readonly double[] _sumsBefore;
    private long _steps;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="alpha">α, how much tension depends on the task. Above 0, at most 1.</param>
    /// <param name="window">How many gradient norms are summed, in steps. From 1 to 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public Cdtt(int taskCount, double alpha = 0.3, int window = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(taskCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, LongestWindow);
        if (!(alpha > 0 && alpha <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected a number above 0 and at most 1.");
        }

        _alpha = alpha;
        _window = window;
        _norms = new double[window * taskCount];
        _pulls = new double[taskCount];
        _sums = new double[taskCount];
        _sumsBefore = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "cdtt",
        Title = "CDTT",
        Summary = "EDM's direction, pulled towards the tasks that are not getting better.",
        Needs = Evidence.Gramian,
        IsStateful = true,
        IsPermutationEquivariant = false, // Conflicts are resolved task by task, in order.
        Claims = MethodClaims.EqualForSymmetricPair,
        DefaultScale = WeightScale.Raw,
        Cost = "K backward passes and O(K²·d); then O(K³)",
        Source = "Nakamura, Grassi and Wolf, Neurocomputing 511, 2022, arXiv:2204.06698; formula of the authors' code",
        HeadGradientNote = "The authors' code trains each head on its own loss alone, unweighted.",
        Options =
        [
            new("alpha", "0.3", "How much tension depends on the task.", "a number above 0 and at most 1"),
            new("window", "10", "How many gradient norms are summed, in steps.", "a whole number from 1 to 10000"),
        ],
        Factory = context => new Cdtt(
            context.TaskCount,
            context.Options.Number("alpha", value => value is > 0 and <= 1),
            context.Options.WholeNumber("window", value => value is >= 1 and <= LongestWindow)),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.Gramian;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        Gramian gramian = evidence.RequireGramian("CDTT");
        gramian.RequireOnePerTask(weights);
        gramian.RequireOnePerTask(_pulls, "CDTT's state");
        Span<int> usable = weights.Length <= MostTasksOnStack ? stackalloc int[weights.Length] : new int[weights.Length];
        usable = Cosines.TasksWithDirection(gramian, usable);
        Certificate certificate = Edm.Solve(gramian, usable, weights);
        Record(gramian);
        if (_steps <= _window || usable.IsEmpty)
        {
            return certificate;
        }

        Guards guards = Pull(gramian, usable, evidence.Losses, weights);
        Straighten(gramian, usable, weights);
        return certificate with { Guards = certificate.Guards | guards };
    }

    /// <inheritdoc/>
    public WeightingState Capture() => new WeightingState().With("norms", _norms).With("sums", _sums).With("steps", [_steps]);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        double[] norms = state.Read("norms", _norms.Length);
        double[] sums = state.Read("sums", _sums.Length);
        _steps = (long)state.Read("steps", 1)[0];
        norms.CopyTo(_norms, 0);
        sums.CopyTo(_sums, 0);
    }

    /// <summary>Takes the step's norms into the sums of the last ones.</summary>
    private void Record(Gramian gramian)
    {
        int slot = (int)(_steps++ % _window) * _sums.Length;
        _sums.CopyTo(_sumsBefore, 0);
        for (int task = 0; task < _sums.Length; task++)
        {
            _norms[slot + task] = gramian.Norm(task);
            _sums[task] = 0;
            for (int k = task; k < _norms.Length; k += _sums.Length)
            {
                _sums[task] += _norms[k];
            }
        }
    }

    private double Tension(int task, double loss)
    {
        double change = _sumsBefore[task] > 0 ? Math.Min(_sums[task] / _sumsBefore[task], double.MaxValue) : 1;
        double strain = change + Math.Log10(Math.Max(loss, 0));
        return (_alpha / (1 + Math.Exp(Math.E * (1 - strain)))) + 1 - _alpha;
    }

    /// <summary>v = d + Σ Tᵢ·(gᵢ − d)/‖gᵢ − d‖, in weights.</summary>
    private Guards Pull(Gramian gramian, ReadOnlySpan<int> tasks, ReadOnlySpan<double> losses, Span<double> weights)
    {
        // Measured in the longest gradient, whose square may be near the largest double.
        double unit = gramian.LargestSquaredNorm;
        double central = 0;
        foreach (int task in tasks)
        {
            _pulls[task] = Dot(gramian, task, weights, unit);
            central += weights[task] * _pulls[task];
        }

        Guards guards = Guards.None;
        double total = 0;
        foreach (int task in tasks)
        {
            double own = gramian[task, task] / unit;
            double squaredDistance = own - (2 * _pulls[task]) + central;
            bool hasDirection = squaredDistance > NoDirection * (own + central);
            guards |= hasDirection ? Guards.None : Guards.NoTension;
            guards |= losses[task] > 0 ? Guards.None : Guards.LossBelowBound;
            _pulls[task] = hasDirection ? Tension(task, losses[task]) / (Math.Sqrt(squaredDistance) * Math.Sqrt(unit)) : 0;
            total += _pulls[task];
        }

        foreach (int task in tasks)
        {
            weights[task] += _pulls[task] - (total * weights[task]);
        }

        return guards;
    }

    /// <summary>Moves v towards each gradient it is uphill for, until it is orthogonal to it.</summary>
    private static void Straighten(Gramian gramian, ReadOnlySpan<int> tasks, Span<double> weights)
    {
        foreach (int task in tasks)
        {
            double along = Dot(gramian, task, weights, gramian[task, task]);
            if (along < 0)
            {
                double kept = 1 / (1 - along);
                foreach (ref double weight in weights)
                {
                    weight *= kept;
                }

                weights[task] += 1 - kept;
            }
        }
    }

    private static double Dot(Gramian gramian, int task, ReadOnlySpan<double> weights, double unit)
    {
        double sum = 0;
        for (int other = 0; other < weights.Length; other++)
        {
            sum += gramian[task, other] / unit * weights[other];
        }

        return sum;
    }
}
