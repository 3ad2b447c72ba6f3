using Xunit.Sdk;
using Xunit.v3;

// One node for all tests: several installations at a time, each in a namespace of its own. What takes parts of the cluster away is
// in the collection WholeCluster, and runs alone.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 4)]
