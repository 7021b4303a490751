namespace AutoScale.Training.Tests.Methods;

/// <summary>GradDrop over plain arrays, coordinate by coordinate, as the paper writes it: what the tensor version is held against.</summary>
internal static class SignDropout
{
    public static double[] Update(double[][] gradients, ReadOnlySpan<double> uniforms, ReadOnlySpan<double> leaks)
    {
        double[] update = new double[gradients[0].Length];
        for (int entry = 0; entry < update.Length; entry++)
        {
            double sum = gradients.Sum(gradient => gradient[entry]);
            double magnitude = gradients.Sum(gradient => Math.Abs(gradient[entry]));
            bool keepsPositive = magnitude > 0 && 0.5 * (1 + (sum / magnitude)) > uniforms[entry];
            for (int task = 0; task < gradients.Length; task++)
            {
                double value = gradients[task][entry];
                update[entry] += value > 0 == keepsPositive ? value : leaks[task] * value;
            }
        }

        return update;
    }
}
