using System.CommandLine;

namespace AutoScale.Cli.Commands;

/// <summary>The options that say where a study and the single-task runs it shares with others are kept.</summary>
/// <param name="command">The command's name, with which the default folder begins.</param>
internal sealed class StudyFolders(string command)
{
    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "folder",
        Description = $"The study's folder; the same command goes on with what it holds [default: studies/{command}-PROBLEM-HASH]",
    };

    private readonly Option<string?> _baselines = new("--baselines")
    {
        HelpName = "folder",
        Description = "Where single-task runs are kept, for this study and others [default: 'baselines' beside the study's folder]",
    };

    /// <summary>Adds the options to the command.</summary>
    /// <param name="to">The command.</param>
    public void AddTo(Command to)
    {
        to.Add(_out);
        to.Add(_baselines);
    }

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">The process around the command.</param>
    /// <param name="name">The folder's name unless one was given.</param>
    /// <returns>The study's folder and the baselines', absolute.</returns>
    public (string Folder, string Baselines) Read(ParseResult parsed, CommandEnvironment environment, string name)
    {
        string folder = parsed.GetValue(_out) is { } chosen ? environment.Resolve(chosen) : Path.Combine(environment.Directory, "studies", name);
        string baselines = parsed.GetValue(_baselines) is { } kept ? environment.Resolve(kept) : Path.Combine(Path.GetDirectoryName(folder) ?? folder, "baselines");
        return (folder, baselines);
    }
}
