using Xunit.Sdk;
using Xunit.v3;

// Each test starts a whole installation; two at once on a small machine are slower than one after the other.
[assembly: Parallelization(Mode = ParallelMode.None)]
