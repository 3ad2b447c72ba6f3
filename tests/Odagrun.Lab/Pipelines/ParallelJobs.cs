using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Pipelines;

/// <summary>Makes the runs of a <c>parallel</c> job: numbered, or one a combination of the matrix.</summary>
internal static class ParallelJobs
{
    private const int Most = 200;

    public static IReadOnlyList<CiJob> Expand(CiJob job, CiMap map, List<string> errors)
    {
        var keys = new KeyReader($"jobs:{job.Key}", errors);
        switch (map["parallel"])
        {
            case null:
                return [job];
            case CiMap detail when detail["matrix"] is { } matrix:
                return Matrix(job, MatrixReader.Combinations(matrix), detail, keys);
            case CiMap detail:
                keys.Fail("parallel", detail, "needs a matrix or a number");
                return [job];
            case var node:
                return Numbered(job, keys.Number(node, "parallel", 1, Most) ?? 1);
        }
    }

    private static IReadOnlyList<CiJob> Numbered(CiJob job, int total) =>
        [.. Enumerable.Range(1, total)
            .Select(index => job with { Name = $"{job.Key} {index}/{total}", ParallelIndex = index, ParallelTotal = total })];

    private static IReadOnlyList<CiJob> Matrix(
        CiJob job, IReadOnlyList<IReadOnlyDictionary<string, string>> runs, CiMap node, KeyReader keys)
    {
        if (runs.Count is 0 or > Most)
        {
            keys.Fail("parallel:matrix", node, $"gives {runs.Count} jobs; 1 to {Most} are possible");
        }

        return [.. runs.Select((run, index) => job with
        {
            Name = $"{job.Key}: [{string.Join(", ", run.Values)}]",
            Matrix = run,
            ParallelIndex = index + 1,
            ParallelTotal = runs.Count,
            Variables = [.. job.Variables, .. run.Select(pair => new CiVariable(pair.Key, pair.Value))],
        })];
    }
}
