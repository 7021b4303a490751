namespace AutoScale.Torch.Tests.Golden;

/// <summary>One operator on an input small enough to compute by hand.</summary>
/// <param name="Operator">The operator's schema name and overload.</param>
/// <param name="Run">Calls it through the public surface.</param>
/// <param name="Shape">The result's shape.</param>
/// <param name="Values">The result's elements, row by row.</param>
/// <remarks>An operator that draws random numbers, or leaves them unset, has a result that says whether its promise held: 1.</remarks>
internal sealed record GoldenCase(string Operator, Func<Tensor> Run, long[] Shape, double[] Values)
{
    public static GoldenCase Of(string name, Func<Tensor> run, long[] shape, params double[] values) => new(name, run, shape, values);

    /// <summary>For a result that is a list of numbers.</summary>
    public static GoldenCase Vector(string name, Func<Tensor> run, params double[] values) => new(name, run, [values.Length], values);

    /// <summary>For a result that is one number.</summary>
    public static GoldenCase Number(string name, Func<Tensor> run, double value) => new(name, run, [], [value]);

    /// <summary>For a promise that holds or not.</summary>
    public static GoldenCase Promise(string name, Func<bool> holds) => Number(name, () => Tensor.Scalar(holds() ? 1 : 0), 1);
}
