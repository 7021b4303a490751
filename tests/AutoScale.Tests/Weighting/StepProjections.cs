namespace AutoScale.Tests.Weighting;

internal static class StepProjections
{
    /// <summary>The projections of a direction on every unit gradient.</summary>
    public static double[] Projections(this TestStep step, double[] direction) => [.. step.Gradients.Select(gradient => TestStep.Dot(gradient, direction) / Math.Sqrt(TestStep.Dot(gradient, gradient)))];
}
