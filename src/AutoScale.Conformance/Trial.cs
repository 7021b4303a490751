using System.Globalization;
using AutoScale.Weighting;

namespace AutoScale.Conformance;

/// <summary>A method under check: makes instances, weighs steps, and turns whatever goes wrong into a message that says all there is to know.</summary>
internal sealed record Trial(MethodDescriptor Method, string Property, IReadOnlyList<string> Assignments)
{
    /// <summary>T of the runs in which methods are created: AutoScale's exploration phase is a fifth of it.</summary>
    public const int TotalIterations = 60;

    /// <summary>Steps of a run: past AutoScale's exploration phase.</summary>
    public const int Steps = 24;

    /// <summary>From one validation of a run to the next, in steps.</summary>
    public const int ValidateEvery = 4;

    private const long Seed = 5;
    private const double Solved = 1e-6;
    private static readonly int[] _taskCounts = [1, 2, 3, 5, 8];

    /// <summary>Whether one number of tasks is enough, the method itself having been checked with more.</summary>
    public bool IsBrief { get; init; }

    /// <summary>Some numbers of tasks, as many as the method is defined for.</summary>
    public IEnumerable<int> TaskCounts => IsBrief ? [Math.Max(3, Method.MinimumTaskCount)] : _taskCounts.Where(count => count >= Method.MinimumTaskCount);

    /// <summary>A new instance. A required option that is not given is 1: a valid value for most, one number standing for all tasks.</summary>
    public IWeighting Create(int taskCount, long seed = Seed)
    {
        List<string> options = [.. Assignments];
        options.AddRange(Method.Options
            .Where(option => option.IsRequired && !options.Exists(assignment => assignment.StartsWith($"{option.Name}=", StringComparison.Ordinal)))
            .Select(option => $"{option.Name}=1"));
        return Method.Create(new MethodContext([.. Enumerable.Range(1, taskCount).Select(task => $"task-{task}")], TotalIterations)
        {
            Seed = seed,
            Options = MethodOptions.Parse(options),
        });
    }

    /// <summary>Weighs a step with exactly the evidence that is asked for, and gives the look that is wanted.</summary>
    public double[] Weigh(IWeighting weighting, SampleStep step, Input input) => Weigh(weighting, step, input, out _);

    public double[] Weigh(IWeighting weighting, SampleStep step, Input input, out Certificate certificate)
    {
        double[] weights = new double[step.TaskCount];
        Array.Fill(weights, double.NaN); // A weight that is not written shows.
        try
        {
            certificate = weighting.Weigh(step.Evidence(weighting.Needs, input.Iteration), weights);
            if (weighting is IObservesUpdate { WantsLossesAfterUpdate: true } observer)
            {
                observer.Observe(step.LossesAfter);
            }
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            throw new ConformanceException(Sentence(input, "weights", $"{e.GetType().Name}: {e.Message}"), e);
        }

        Require(Array.TrueForAll(weights, double.IsFinite), input, "a finite number for every task", Text(weights));
        Require(
            double.IsFinite(certificate.Residual) && certificate.Residual >= 0 && certificate.Iterations >= 0,
            input,
            "a certificate with a finite residual and a number of iterations, both at least 0",
            Text(certificate));
        return weights;
    }

    /// <summary>Weighs the iterations of a run, random steps with a validation now and then; iterations have the same input in every run.</summary>
    public double[][] Run(IWeighting weighting, int taskCount, int from = 1, int to = Steps, int history = 0)
    {
        List<double[]> weights = [];
        for (int iteration = from; iteration <= to; iteration++)
        {
            int seed = iteration + (1000 * history);
            weights.Add(Weigh(weighting, SampleStep.Random(new Random(seed), taskCount, 12), new Input("random gradients", seed, taskCount, iteration)));
            if (iteration % ValidateEvery == 0)
            {
                Validate(weighting, new Random(seed), taskCount);
            }
        }

        return [.. weights];
    }

    /// <summary>Fails unless something holds.</summary>
    public void Require(bool holds, Input input, string expected, string got)
    {
        if (!holds)
        {
            throw new ConformanceException(Sentence(input, expected, got));
        }
    }

    /// <summary>Fails where weights that are brought to a sum by default have none to be brought there.</summary>
    public void RequireScalable(double[] weights, Input input) =>
        Require(Method.DefaultScale == WeightScale.Raw || weights.Sum() > 0, input, $"a positive sum, to be scaled by {Method.DefaultScale}", Text(weights));

    /// <summary>Fails where a certificate without a guard admits that the weights are not solved.</summary>
    public void RequireHonest(Certificate certificate, Input input) =>
        Require(certificate.Residual <= Solved || certificate.Guards != Guards.None, input, $"a residual of at most {Text(Solved)}, or a guard", Text(certificate));

    /// <summary>Fails unless ‖actual − expected‖ is at most a tolerance.</summary>
    public void RequireNear(double[] expected, double[] actual, double tolerance, Input input, string what)
    {
        double distance = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum());
        Require(distance <= tolerance, input, $"{what} {Text(expected)} up to {Text(tolerance)}", Text(actual));
    }

    /// <summary>Fails unless two runs are the same, bit for bit.</summary>
    public void RequireSame(double[][] expected, double[][] actual, Input first, string what)
    {
        for (int step = 0; step < expected.Length; step++)
        {
            Require(expected[step].SequenceEqual(actual[step]), first with { Iteration = first.Iteration + step }, $"{what} {Text(expected[step])}", Text(actual[step]));
        }
    }

    /// <summary>Fails unless an action throws an exception of one kind.</summary>
    public TException RequireThrows<TException>(Action action, Input input)
        where TException : Exception
    {
        string got = "no exception";
        try
        {
            action();
        }
        catch (TException e)
        {
            return e;
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            got = $"{e.GetType().Name}: {e.Message}";
        }

        throw new ConformanceException(Sentence(input, typeof(TException).Name, got));
    }

    public static string Text(double[] values) => $"[{string.Join(", ", values.Select(value => value.ToString("r", CultureInfo.InvariantCulture)))}]";

    public static string Text(double value) => value.ToString("g6", CultureInfo.InvariantCulture);

    public static string Text(Certificate certificate) => $"a residual of {Text(certificate.Residual)} after {certificate.Iterations} iterations, guards {certificate.Guards}";

    private static void Validate(IWeighting weighting, Random random, int taskCount) =>
        (weighting as IObservesValidation)?.Observe([.. Enumerable.Range(0, taskCount).Select(task => new TaskScore(random.NextDouble(), task % 2 == 0))]);

    private string Sentence(Input input, string expected, string got) => $"Method '{Method.Name}'{Settings()}: {Property} Input: {input}. Expected {expected}, got {got.TrimEnd('.')}.";

    private string Settings() => Assignments.Count == 0 ? "" : $" ({string.Join(", ", Assignments)})";
}
