using AutoScale.AutoScaling;
using AutoScale.Weighting;

double x = 0, y = 0; // Two shared parameters. One task wants (1, 0) and has a hundred times the scale, the other wants (0, 1).
double[] weights = new double[2];
AutoScaleWeighting method = new(explorer: new ImtlG(), new AutoScaleOptions { TaskCount = 2, TotalIterations = 1000 });
for (int iteration = 1; iteration <= 1000; iteration++)
{
    (double X, double Y) a = (100 * (x - 1), 100 * y), b = (x, y - 1); // The task gradients.
    double[] losses = [((a.X * a.X) + (a.Y * a.Y)) / 200, ((b.X * b.X) + (b.Y * b.Y)) / 2];
    double ab = (a.X * b.X) + (a.Y * b.Y);
    method.Weigh(new() { Iteration = iteration, Losses = losses, Gramian = new([200 * losses[0], ab, ab, 2 * losses[1]]) }, weights);
    (x, y) = (x - (0.1 * ((weights[0] * a.X) + (weights[1] * b.X))), y - (0.1 * ((weights[0] * a.Y) + (weights[1] * b.Y))));
}

Console.WriteLine(FormattableString.Invariant($"Weights {weights[0]:F3} and {weights[1]:F3} lead to ({x:F2}, {y:F2})."));
