using Xunit.Sdk;
using Xunit.v3;

// Whole installations wait most of the time: for outages, retries, time limits. Tests of one class may share one, and its project.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
