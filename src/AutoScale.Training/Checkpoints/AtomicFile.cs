namespace AutoScale.Training.Checkpoints;

/// <summary>Files that are either whole or not there: written under a temporary name, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes or replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content to the stream it is given.</param>
    /// <exception cref="IOException">The file cannot be written; what stood at <paramref name="path"/> before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string temporary = path + ".tmp";
        FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary); // On a full disk its bytes are what the rest of the run's files need.
            throw;
        }
    }

    /// <summary>Writes or replaces a text file, UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The file cannot be written; what stood at <paramref name="path"/> before is still there.</exception>
    public static void WriteText(string path, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Write(path, stream => stream.Write(bytes));
    }
}
