// Runs train in this process, and the engine has one random generator and one number of threads for all of it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
