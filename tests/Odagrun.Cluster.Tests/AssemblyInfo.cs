using Xunit.Sdk;
using Xunit.v3;

// One node for all tests, and some take its parts away.
[assembly: Parallelization(Mode = ParallelMode.None)]
