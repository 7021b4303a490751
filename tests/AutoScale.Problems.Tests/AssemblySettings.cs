// The engine has one random generator and one count of live tensors for the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
