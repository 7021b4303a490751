using System.Text;
using AutoScale.Runs;

namespace AutoScale.Training.Checkpoints;

/// <summary>A file that grows line by line and can be cut back to a known length, as a resumed run must.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _file;
    private readonly StreamWriter _writer;

    /// <summary>Opens the file and drops everything after <paramref name="length"/>: lines of updates that the checkpoint does not hold.</summary>
    /// <param name="path">The file; made if it is missing.</param>
    /// <param name="length">Bytes to keep, as <see cref="Flush"/> returned.</param>
    /// <exception cref="TrainingException">The file is shorter than that.</exception>
    public JournalFile(string path, long length)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        if (_file.Length < length)
        {
            long found = _file.Length;
            _file.Dispose();
            throw new TrainingException($"{path} has {Wording.Count(found, "byte")}, but its checkpoint says at least {length}: lines were removed. Start the run again in a new folder.");
        }

        _file.SetLength(length);
        _file.Seek(0, SeekOrigin.End);
        _writer = new StreamWriter(_file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
    }

    /// <summary>Adds a line.</summary>
    public void WriteLine(string line) => _writer.WriteLine(line);

    /// <summary>Brings every line so far to the disk.</summary>
    /// <returns>The file's length in bytes.</returns>
    public long Flush()
    {
        _writer.Flush();
        _file.Flush(flushToDisk: true);
        return _file.Length;
    }

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
            _file.Dispose();
        }
        catch (IOException)
        {
            // Only lines after the last Flush are lost, which no checkpoint vouches for; whatever ended the run is what to tell.
        }
    }
}
