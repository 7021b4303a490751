using System.Reflection;
using System.Runtime.InteropServices;

namespace AutoScale.Torch;

/// <summary>Finds libautoscale_torch.so: where AUTOSCALE_NATIVE says, beside the program, or in artifacts/native of a folder above it.
/// </summary>
internal static partial class NativeLibraryLocator
{
    internal const string Name = "autoscale_torch";
    private const string FileName = "libautoscale_torch.so";
    private const string Variable = "AUTOSCALE_NATIVE";
    private static readonly Lock _loading = new();
    private static nint _library;

    /// <summary>Threads of an operator when the library was set up; 0 before.</summary>
    internal static int FirstThreads { get; private set; }

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLocator).Assembly, Resolve);

    /// <summary>The places to look, best first.</summary>
    internal static IEnumerable<string> Candidates(string programFolder, string? chosen)
    {
        if (!string.IsNullOrEmpty(chosen))
        {
            yield return Directory.Exists(chosen) ? Path.Combine(chosen, FileName) : chosen;
        }

        yield return Path.Combine(programFolder, FileName);
        for (DirectoryInfo? folder = new(programFolder); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "artifacts", "native", FileName);
        }
    }

    private static unsafe void UseEveryCore(nint library)
    {
        NativeError error;
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
        {
            // Not through NativeMethods, which waits for this library.
            var setThreads = (delegate* unmanaged<int, NativeError*, int>)NativeLibrary.GetExport(library, "ats_set_threads");
            TorchException.ThrowIfFailed(setThreads(ProcessorCores.Available, &error), in error);
        }

        var getThreads = (delegate* unmanaged<int*, NativeError*, int>)NativeLibrary.GetExport(library, "ats_get_threads");
        int count;
        TorchException.ThrowIfFailed(getThreads(&count, &error), in error);
        FirstThreads = count;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    /// <summary>The library's handle. The runtime asks once for every function; the library is set up once.</summary>
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name)
        {
            return 0;
        }

        lock (_loading)
        {
            return _library != 0 ? _library : _library = Find();
        }
    }

    private static nint Find()
    {
        foreach (string candidate in Candidates(AppContext.BaseDirectory, Environment.GetEnvironmentVariable(Variable)))
        {
            if (File.Exists(candidate))
            {
                return Load(candidate);
            }
        }

        throw new DllNotFoundException(
            $"{FileName} was found neither beside the program ({AppContext.BaseDirectory}) nor in artifacts/native above it. "
            + $"Run native/build.sh, or set {Variable} to the library's path.");
    }

    private static nint Load(string path)
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
        {
            // Threads that wait for work by spinning take the processor from whoever else needs it: on two busy cores a training step
            // took up to ten times as long. Threads that sleep at once wake late. Read when libtorch's thread pool is loaded.
            _ = SetEnvironment("GOMP_SPINCOUNT", "1000", overwrite: 0);
        }

        try
        {
            nint library = NativeLibrary.Load(path);
            UseEveryCore(library);
            FreedMemory.Keep();
            return library;
        }
        catch (DllNotFoundException reason)
        {
            throw new DllNotFoundException(
                $"{path} could not be loaded, most likely because the libtorch it was built for is gone. "
                + "Delete artifacts/native and run native/build.sh (with AUTOSCALE_LIBTORCH set, if you use your own libtorch).", reason);
        }
    }
}
