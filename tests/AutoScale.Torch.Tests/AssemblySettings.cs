// The engine's random generator and its count of live tensors belong to the process: tests that read them cannot share it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
