using AutoScale.Gradients;
using AutoScale.Numerics;

namespace AutoScale.Weighting;

/// <summary>GradNorm: weights are learned so that every weighted gradient has the norm that its task's training rate asks for.</summary>
/// <remarks>
/// <para>With Gᵢ = wᵢ·‖gᵢ‖, Ḡ their mean and rᵢ = (lᵢ/lᵢ(0))/mean(lⱼ/lⱼ(0)), w descends Σ |Gᵢ − Ḡ·rᵢ^α|, the targets Ḡ·rᵢ^α held fixed. w starts at 1 and
/// Σ wᵢ = K. The weights of a step are those learned from the steps before; then they take one step of their own optimizer. Only under
/// <see cref="GradNormForm.Free"/> weights can be negative and have another sum.</para>
/// <para>Guards, in the certificate of the step that learned: weights raised to the floor (<see cref="Guards.Clamped"/>); logits held within ±60, or free
/// weights without a positive sum put back to 1 (<see cref="Guards.ParameterBounded"/>); a loss of 0 or less taken for 2.2e-308
/// (<see cref="Guards.LossBelowBound"/>). A zero gradient pulls on no weight. Not thread-safe.</para>
/// <para>Source: Chen et al., "GradNorm: Gradient Normalization for Adaptive Loss Balancing in Deep Multitask Networks", ICML 2018, arXiv:1711.02257,
/// Section 3 and Algorithm 1. Deviation: a floor keeps weights positive, which the paper leaves open.</para>
/// </remarks>
public sealed class GradNorm : IWeighting, IStateful
{
    private const double LargestRatio = 1e300;
    private const double LargestFreeWeight = 1e30;
    private const double VanishingFraction = 1e-6;
    private static readonly GradNormOptions _defaults = new();
    private readonly GradNormOptions _options;
    private readonly LearnedScalars _scalars;
    private readonly double[] _balanced;
    private readonly double[] _slopes;
    private readonly double[] _initialLosses;
    private bool _hasInitialLosses;

    /// <summary>Creates the weighting.</summary>
    /// <param name="taskCount">K, the number of tasks. At least 1.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="taskCount"/> is below 1.</exception>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public GradNorm(int taskCount, GradNormOptions? options = null)
    {
        _options = options ?? _defaults;
        _scalars = new LearnedScalars(taskCount, 1, _options.Learning);
        Require(IsAlpha(_options.Alpha), $"Alpha is {_options.Alpha}: expected a number from 0 to 100.");
        Require(IsFloor(_options.Floor), $"Floor is {_options.Floor}: expected a number above 0 and at most 0.5.");
        Require(Enum.IsDefined(_options.Form), $"Form is {_options.Form}: expected Projected, Softmax or Free.");
        _hasInitialLosses = _options.InitialLosses.Count > 0;
        _initialLosses = _hasInitialLosses ? [.. _options.InitialLosses] : new double[taskCount];
        Require(_initialLosses.Length == taskCount, $"InitialLosses needs one element per task or none: expected {taskCount} or 0, got {_initialLosses.Length}.");
        Require(!_hasInitialLosses || ArePositive(_initialLosses), "InitialLosses holds a number that is not above 0 and finite.");
        _balanced = new double[taskCount];
        _slopes = new double[taskCount];
    }

    /// <summary>How the catalogue presents this method.</summary>
    public static MethodDescriptor Descriptor { get; } = new()
    {
        Name = "gradnorm",
        Title = "GradNorm",
        Summary = "Weighted gradient norms are learned to be equal, and larger for tasks that train slowly.",
        Needs = Evidence.GradientNorms,
        IsStateful = true,
        HomogeneityDegree = 1,
        Claims = MethodClaims.StronglyStationary | MethodClaims.EqualForSymmetricPair,
        Cost = "K backward passes and O(K·d); then O(K)",
        Source = "Chen et al., ICML 2018, arXiv:1711.02257, Algorithm 1",
        HeadGradientNote = "The paper weighs heads too; LibMTL leaves them unweighted.",
        Options =
        [
            new("alpha", MethodOptions.Format(_defaults.Alpha), "How strongly slow tasks are pulled forward; 0 equalises the norms.", "a number from 0 to 100"),
            new("form", MethodOptions.Format(_defaults.Form), "Weights kept positive, softmax of logits, or free numbers.", "projected, softmax or free"),
            new("floor", MethodOptions.Format(_defaults.Floor), "The least weight of the form projected.", "a number above 0 and at most 0.5"),
            new("initial-losses", "", "Losses that training rates count from, one for each task or one for all; none given means the first step's.", "numbers above 0"),
            .. ScalarLearning.Options,
        ],
        Factory = context => new GradNorm(context.TaskCount, new GradNormOptions
        {
            Alpha = context.Options.Number("alpha", IsAlpha),
            Form = context.Options.Choice<GradNormForm>("form"),
            Floor = context.Options.Number("floor", IsFloor),
            InitialLosses = context.Options.Text("initial-losses").Length == 0 ? [] : context.Options.Numbers("initial-losses", context.TaskCount, ArePositive),
            Learning = ScalarLearning.Read(context.Options),
        }),
    };

    /// <inheritdoc/>
    public Evidence Needs => Evidence.GradientNorms;

    /// <inheritdoc/>
    public Certificate Weigh(in StepEvidence evidence, Span<double> weights)
    {
        ReadOnlySpan<double> norms = evidence.RequireGradientNorms("GradNorm");
        evidence.RequireOnePerTask(weights);
        evidence.RequireOnePerTask(_slopes, "GradNorm's state");
        WriteBalanced();
        (_options.Form == GradNormForm.Free ? _scalars.Values : _balanced).CopyTo(weights);
        return Certificate.Guarded(WriteSlopes(evidence.Losses, norms) | Learn());
    }

    /// <inheritdoc/>
    public WeightingState Capture() => _scalars.Capture("scalars").With("initialLosses", _hasInitialLosses ? _initialLosses : []);

    /// <inheritdoc/>
    public void Restore(WeightingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        bool hasInitialLosses = state.Read("initialLosses").Length > 0;
        double[] initialLosses = hasInitialLosses ? state.Read("initialLosses", _initialLosses.Length) : [];
        _scalars.Restore(state, "scalars");
        initialLosses.CopyTo(_initialLosses, 0);
        _hasInitialLosses = hasInitialLosses;
    }

    private static bool IsAlpha(double value) => value is >= 0 and <= 100;

    private static bool IsFloor(double value) => value is > 0 and <= 0.5;

    private static bool ArePositive(double[] losses) => Array.TrueForAll(losses, loss => loss > 0 && double.IsFinite(loss));

    private static void Require(bool isMet, string message)
    {
        if (!isMet)
        {
            throw new ArgumentException(message);
        }
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>The weights of sum K that stand inside the norms.</summary>
    private void WriteBalanced()
    {
        _scalars.Values.CopyTo(_balanced);
        double sum = 1;
        if (_options.Form == GradNormForm.Softmax)
        {
            Softmax.Apply(_balanced);
        }
        else
        {
            sum = Sum(_balanced);
        }

        foreach (ref double weight in _balanced.AsSpan())
        {
            weight *= _balanced.Length / sum;
        }
    }

    /// <summary>The derivative of Σ |Gᵢ − Ḡ·rᵢ^α| by what is learned.</summary>
    private Guards WriteSlopes(ReadOnlySpan<double> losses, ReadOnlySpan<double> norms)
    {
        Guards guards = WriteRelativeRates(losses);
        int taskCount = losses.Length;
        double meanNorm = 0;
        for (int task = 0; task < taskCount; task++)
        {
            meanNorm += _balanced[task] * norms[task] / taskCount;
        }

        double common = 0;
        for (int task = 0; task < taskCount; task++)
        {
            double norm = _balanced[task] * norms[task];
            double target = meanNorm * Math.Pow(_slopes[task], _options.Alpha);
            _slopes[task] = norm > target ? norms[task] : norm < target ? -norms[task] : 0;
            common += _slopes[task] * _balanced[task] / taskCount;
        }

        if (_options.Form == GradNormForm.Projected)
        {
            return guards; // The paper's slope; dividing by the sum afterwards takes the common part back.
        }

        double sum = Sum(_scalars.Values);
        for (int task = 0; task < taskCount; task++)
        {
            _slopes[task] = (_slopes[task] - common) * (_options.Form == GradNormForm.Softmax ? _balanced[task] : taskCount / sum);
        }

        return guards;
    }

    /// <summary>Writes rᵢ, the training rates relative to their mean, where the slopes will stand.</summary>
    private Guards WriteRelativeRates(ReadOnlySpan<double> losses)
    {
        Guards guards = Guards.None;
        double mean = 0;
        for (int task = 0; task < losses.Length; task++)
        {
            double loss = PositiveLoss.AtLeast(PositiveLoss.Smallest, losses[task], ref guards);
            _initialLosses[task] = _hasInitialLosses ? _initialLosses[task] : loss;
            _slopes[task] = Math.Min(loss / _initialLosses[task], LargestRatio);
            mean += _slopes[task] / losses.Length;
        }

        _hasInitialLosses = true;
        foreach (ref double rate in _slopes.AsSpan())
        {
            rate /= mean;
        }

        return guards;
    }

    private Guards Learn()
    {
        if (_options.Form == GradNormForm.Softmax)
        {
            return _scalars.Step(_slopes, LearnedScalars.LargestExponent) ? Guards.ParameterBounded : Guards.None;
        }

        bool isBounded = _scalars.Step(_slopes, _options.Form == GradNormForm.Free ? LargestFreeWeight : double.MaxValue);
        Span<double> weights = _scalars.Values;
        double sum = Sum(weights);
        if (_options.Form == GradNormForm.Free)
        {
            double magnitude = 0;
            foreach (double weight in weights)
            {
                magnitude += Math.Abs(weight);
            }

            if (sum > VanishingFraction * magnitude)
            {
                return isBounded ? Guards.ParameterBounded : Guards.None;
            }

            weights.Fill(1);
            return Guards.ParameterBounded;
        }

        return Project(weights, sum);
    }

    /// <summary>Divides to the sum K where that leaves every weight at the floor or above, and projects where it does not.</summary>
    private Guards Project(Span<double> weights, double sum)
    {
        double smallest = double.PositiveInfinity;
        foreach (double weight in weights)
        {
            smallest = Math.Min(smallest, weight);
        }

        if (sum > 0 && smallest / sum * weights.Length >= _options.Floor)
        {
            foreach (ref double weight in weights)
            {
                weight = weight / sum * weights.Length;
            }

            return Guards.None;
        }

        weights.CopyTo(_slopes);
        FlooredSimplex.Project(_slopes, weights.Length, _options.Floor, weights);
        return Guards.Clamped;
    }
}
