using Xunit.Sdk;
using Xunit.v3;

// Each test has a whole installation of its own and waits most of the time: for outages, retries, time limits.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 4)]
