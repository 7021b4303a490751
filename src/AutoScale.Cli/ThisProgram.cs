using AutoScale.Studies.Batches;

namespace AutoScale.Cli;

/// <summary>How this program starts itself again, for the runs of a study.</summary>
internal static class ThisProgram
{
    private const string Host = "dotnet";
    private const string Extension = ".exe"; // of programs on Windows; elsewhere they have none

    /// <summary>The program itself, or the .NET host with this assembly where another program runs the command.</summary>
    public static ProgramCommand Command
    {
        get
        {
            string assembly = typeof(ThisProgram).Assembly.Location;
            string process = Environment.ProcessPath ?? Host;
            string name = Path.GetFileName(process).Replace(Extension, string.Empty, StringComparison.OrdinalIgnoreCase);
            return name == Path.GetFileNameWithoutExtension(assembly)
                ? new ProgramCommand(process, [])
                : new ProgramCommand(name == Host ? process : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Host, [assembly]);
        }
    }
}
