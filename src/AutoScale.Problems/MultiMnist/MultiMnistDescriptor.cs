namespace AutoScale.Problems.MultiMnist;

/// <summary>How the catalogue shows and creates Multi-MNIST.</summary>
internal static class MultiMnistDescriptor
{
    private const string DropoutRange = "'setting' for the published value, or a number from 0 to below 1";
    private const string CountRange = "'all', or a whole number from 1 to what the files hold";

    /// <summary>The descriptor.</summary>
    public static ProblemDescriptor Value { get; } = new()
    {
        Name = "multi-mnist",
        Summary = "Two overlaid digits, each to be classified or reconstructed.",
        DataNeeded = "The four idx files of MNIST, or of a data set in its layout such as Fashion-MNIST, plain or gzip-compressed.",
        DefaultData = "data/mnist",
        Settings = [.. DigitSetting.All.Select(Describe)],
        Options =
        [
            new("train", "all", "Pairs to train on.", CountRange),
            new("validation", "all", "Pairs to select models on.", CountRange),
            new("test", "all", "Pairs to test on.", CountRange),
            new("dropout", "setting", "Share of features dropped in training.", DropoutRange),
            new("data-seed", "0", "The seed of the split and of the pairs.", "a whole number"),
        ],
        TrainingSamples = options => options.Count("train"),
        Factory = Create,
    };

    private static ProblemSetting Describe(DigitSetting setting)
    {
        string summary = string.Join(" and ", setting.Tasks.Select(task => task.Name.Replace('-', ' ')));
        string sentence = $"{char.ToUpperInvariant(summary[0])}{summary[1..]}.";
        string[] tasks = [.. setting.Tasks.Select(task => task.Name)];
        return new ProblemSetting(setting.Name, sentence, tasks, setting.For(setting.Tasks).Defaults);
    }

    private static MultiMnistProblem Create(ProblemContext context, ProblemOptions options) => new MultiMnistProblem(
        context.Data ?? Value.DefaultData!,
        new MultiMnistOptions
        {
            Setting = context.Setting,
            Tasks = context.Tasks,
            TrainCount = options.Count("train"),
            ValidationCount = options.Count("validation"),
            TestCount = options.Count("test"),
            Dropout = options.Number("dropout"),
            Seed = options.WholeNumber("data-seed")!.Value,
        });
}
