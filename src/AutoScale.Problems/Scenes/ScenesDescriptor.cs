namespace AutoScale.Problems.Scenes;

/// <summary>How the catalogue shows and creates the scenes problem.</summary>
internal static class ScenesDescriptor
{
    private const string CountRange = "a whole number, at least 1";
    private const string SideRange = "a multiple of 8 from 16 to 1024";

    /// <summary>The descriptor.</summary>
    public static ProblemDescriptor Value { get; } = new()
    {
        Name = "scenes",
        Summary = "Generated indoor scenes with the four dense tasks of NYUv2.",
        DataNeeded = "None: the scenes are generated once and kept in the cache folder.",
        Settings =
        [
            new ProblemSetting(
                "",
                "Segmentation in 13 classes, depth, surface normals and edges.",
                [.. SceneTask.All.Select(task => task.Name)],
                ScenesProblem.Usual),
        ],
        Options =
        [
            new("height", "64", "Rows of an image.", SideRange),
            new("width", "80", "Pixels in a row.", SideRange),
            new("train", "695", "Images to train on.", CountRange),
            new("validation", "100", "Images to select models on.", CountRange),
            new("test", "654", "Images to test on.", CountRange),
            new("data-seed", "0", "The seed the scenes are drawn from.", "a whole number"),
        ],
        TrainingSamples = options => options.Count("train"),
        Factory = Create,
    };

    private static ScenesProblem Create(ProblemContext context, ProblemOptions options) => new ScenesProblem(
        new SceneOptions
        {
            Height = options.Count("height")!.Value,
            Width = options.Count("width")!.Value,
            TrainCount = options.Count("train")!.Value,
            ValidationCount = options.Count("validation")!.Value,
            TestCount = options.Count("test")!.Value,
            Seed = options.WholeNumber("data-seed")!.Value,
        },
        context.Tasks,
        context.Cache,
        context.Notice);
}
