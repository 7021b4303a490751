using AutoScale.Problems;
using AutoScale.Runs;
using AutoScale.Studies.Configuration;
using AutoScale.Studies.TensorBoard;
using AutoScale.Training;
using AutoScale.Training.Checkpoints;
using AutoScale.Weighting;

namespace AutoScale.Studies.Runs;

/// <summary>One training run from a configuration into a folder, or on from what the folder holds.</summary>
/// <remarks>
/// Everything that can be wrong with the configuration or the data is found by the constructor, before the folder is touched.
/// The folder then always says how far the run is: run.json is written at the start, with every checkpoint, and at the end
/// however it ends. Not thread-safe; runs once.
/// </remarks>
public sealed class TrainingRun : IDisposable
{
    private readonly RunConfiguration _configuration;
    private readonly TrainingOptions _options;
    private readonly IProblem _problem;
    private readonly IWeighting _weighting;
    private readonly TimeProvider _time;

    /// <summary>Loads the problem and makes the weighting; nothing is written.</summary>
    /// <param name="configuration">The run, resolved.</param>
    /// <param name="time">The clock.</param>
    /// <param name="notice">Told in one sentence what takes time or was repaired while the problem loads; null for nobody.</param>
    /// <exception cref="ConfigurationException">A value does not fit the problem, the method or this machine.</exception>
    /// <exception cref="MethodOptionException">An option of the method is not valid.</exception>
    /// <exception cref="ProblemException">An option of the problem is not valid.</exception>
    /// <exception cref="IOException">The problem's data is missing or cannot be read.</exception>
    public TrainingRun(RunConfiguration configuration, TimeProvider time, Action<string>? notice = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(time);
        (_configuration, _time) = (configuration, time);
        _weighting = ConfiguredMethod.Create(configuration);
        _options = ConfiguredOptions.Create(configuration);
        Torch.Torch.Threads = configuration.Threads;
        _problem = ConfiguredProblem.Create(configuration, _options, notice);
    }

    /// <summary>The tasks of the run, in order.</summary>
    public IReadOnlyList<string> Tasks => _configuration.Tasks;

    /// <summary>How much there is to do.</summary>
    public RunPlan Plan => new(
        _options.Iterations,
        _options.ValidateEvery,
        _problem.Validation.Count,
        _problem.Test.Count,
        (_weighting as IPhased)?.PhaseAt(_options.Iterations) ?? TracePhase.Training);

    /// <summary>Trains to the end, measures the selected model on the test split, and writes the results.</summary>
    /// <param name="folder">The run's folder: with a run of this configuration in it when resuming, without any run, or with one to replace, otherwise.</param>
    /// <param name="resume">Whether to go on from the folder's last checkpoint.</param>
    /// <param name="observer">Watches the run.</param>
    /// <param name="stop">Stops after the step in progress, with a checkpoint.</param>
    /// <returns>What the run leaves behind.</returns>
    /// <exception cref="TrainingException">A loss turned NaN, or the folder cannot be resumed; run.json says so too.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; it can be resumed from its folder.</exception>
    public RunOutcome Execute(RunFolder folder, bool resume, ITrainingObserver observer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(observer);
        using IDisposable mine = folder.Lock();
        if (!resume)
        {
            RunFolders.Clear(folder);
        }

        string? before = resume && File.Exists(folder.Summary) ? File.ReadAllText(folder.Summary) : null;
        RunRecord record = Begin(folder, resume);
        using TensorBoardObserver? curves = _configuration.TensorBoard
            ? new TensorBoardObserver(_configuration, () => TensorBoardObserver.Create(folder, record.Sittings, _time), _time, observer)
            : null;
        RunDiary diary = new(folder, record, curves ?? observer, _time);
        diary.Write(record => record);
        try
        {
            using Trainer trainer = new(_problem, _weighting, _options, folder, _time);
            diary.Timings = trainer.Timings;
            TrainingResult result = trainer.Run(diary, resume, stop);
            return Complete(folder, diary, trainer, result);
        }
        catch (OperationCanceledException)
        {
            diary.Write(running => running with { Status = RunStatus.Stopped, Timings = diary.TimingsSoFar() });
            throw;
        }
        catch (TrainingException) when (before is not null && diary.Timings is not { Steps: > 0 })
        {
            AtomicFile.WriteText(folder.Summary, before); // A refused resume changes nothing.
            throw;
        }
        catch (Exception exception)
        {
            WriteFailure(diary, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_weighting as IDisposable)?.Dispose(); // Some remember tensors.
        _problem.Dispose();
    }

    private static void WriteFailure(RunDiary diary, Exception failure)
    {
        try
        {
            diary.Write(running => running with { Status = RunStatus.Failed, Error = Wording.Of(failure) });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk takes run.json too: the file that failed first is the one to tell of.
        }
    }

    private RunOutcome Complete(RunFolder folder, RunDiary diary, Trainer trainer, TrainingResult result)
    {
        WeightsRecord weights = FinalWeights.Of(_configuration, _weighting, result, folder);
        AtomicFile.WriteText(folder.Weights, weights.ToJson());
        WriteSamples(folder, diary, trainer);
        RunRecord record = diary.Write(running => running with
        {
            Status = RunStatus.Completed,
            Iterations = result.Iterations,
            BestIteration = result.BestIteration,
            SkippedSteps = result.SkippedSteps,
            Timings = diary.TimingsSoFar(),
        });
        return new RunOutcome(_configuration, folder, result, record, weights);
    }

    /// <summary>Pictures are an extra: a problem that fails to draw them costs the run nothing but a warning.</summary>
    private void WriteSamples(RunFolder folder, RunDiary diary, Trainer trainer)
    {
        try
        {
            if (_problem is IPicturesPredictions pictures)
            {
                SampleRecord samples = PredictionSamples.Of(_problem, pictures, trainer, _options.Device);
                AtomicFile.WriteText(folder.Samples, samples.ToJson());
            }
        }
        catch (Exception exception)
        {
            diary.OnWarning($"{RunFileNames.Samples} was not written: {Wording.Of(exception)}");
        }
    }

    private RunRecord Begin(RunFolder folder, bool resume)
    {
        DateTimeOffset now = _time.GetUtcNow();
        RunRecord fresh = new()
        {
            Platform = ThisPlatform.Read(),
            Seed = _configuration.Seed,
            Device = _configuration.Device,
            Threads = _configuration.Threads,
            Started = now,
            Written = now,
        };
        if (resume && File.Exists(folder.Summary))
        {
            RunRecord former = Former(folder);
            return former with { Status = RunStatus.Running, Error = null, Platform = fresh.Platform, Sittings = former.Sittings + 1 };
        }

        if (!resume)
        {
            using StringWriter yaml = new() { NewLine = "\n" };
            YamlConfigurationWriter.Write(_configuration, yaml);
            AtomicFile.WriteText(folder.Config, yaml.ToString());
        }

        return fresh;
    }

    private static RunRecord Former(RunFolder folder)
    {
        try
        {
            return RunRecord.Parse(File.ReadAllText(folder.Summary), folder.Summary);
        }
        catch (FormatException exception)
        {
            throw new TrainingException(exception.Message, exception);
        }
    }
}
