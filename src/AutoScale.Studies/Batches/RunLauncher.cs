namespace AutoScale.Studies.Batches;

/// <summary>Trains one run to its end, in this process or another.</summary>
/// <param name="run">The run.</param>
/// <param name="resume">Whether its folder holds a checkpoint to go on from; otherwise what is there is to be replaced.</param>
/// <param name="onIteration">To be told how far the run is, 1 to T.</param>
/// <param name="stop">Stops it, with a checkpoint.</param>
/// <returns>How it ended; a failure is told, not thrown.</returns>
/// <exception cref="OperationCanceledException">It was stopped.</exception>
public delegate Task<RunExit> RunLauncher(PlannedRun run, bool resume, Action<int> onIteration, CancellationToken stop);
