namespace AutoScale.Problems.Idx;

/// <summary>Finds and reads the four files of MNIST, or of a data set in the same layout such as Fashion-MNIST, in a folder.</summary>
public static class IdxFolder
{
    /// <summary>Reads the training images and labels.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <returns>The images with their labels.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message lists the names looked for.</exception>
    /// <exception cref="IdxException">A file is damaged, or the two do not belong together.</exception>
    public static LabelledImages ReadTrain(string folder) => Read(folder, "train");

    /// <summary>Reads the test images and labels; otherwise as <see cref="ReadTrain"/>.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <returns>The images with their labels.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder is missing.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message lists the names looked for.</exception>
    /// <exception cref="IdxException">A file is damaged, or the two do not belong together.</exception>
    public static LabelledImages ReadTest(string folder) => Read(folder, "t10k");

    /// <summary>Finds one of the files.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="stem">As "train-images".</param>
    /// <param name="dimensions">3 for images, 1 for labels: part of the name.</param>
    /// <returns>The path of the first usual name that is there.</returns>
    internal static string Find(string folder, string stem, int dimensions)
    {
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException(
                $"The data folder {full} does not exist. Name the folder with the four idx files of MNIST by --data.");
        }

        string[] names =
        [
            $"{stem}-idx{dimensions}-ubyte.gz", $"{stem}-idx{dimensions}-ubyte",
            $"{stem}.idx{dimensions}-ubyte.gz", $"{stem}.idx{dimensions}-ubyte",
        ];
        foreach (string name in names)
        {
            string path = Path.Combine(full, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException(
            $"There are no {stem} in {full}: looked for {string.Join(", ", names)}. "
            + "Put one of them there, or name another folder by --data.");
    }

    private static LabelledImages Read(string folder, string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string images = Find(folder, part + "-images", 3);
        string labels = Find(folder, part + "-labels", 1);
        return new LabelledImages(IdxReader.Read(images, 3), IdxReader.Read(labels, 1), $"{images} with {Path.GetFileName(labels)}");
    }
}
