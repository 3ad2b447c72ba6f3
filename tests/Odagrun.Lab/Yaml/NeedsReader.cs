using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>needs:</c>.</summary>
internal static class NeedsReader
{
    public static IReadOnlyList<CiNeed>? Read(CiMap job, KeyReader keys) =>
        job.Has("needs") ? [.. KeyReader.Items(job["needs"]).SelectMany(node => One(node, keys))] : null;

    private static IEnumerable<CiNeed> One(CiNode node, KeyReader keys)
    {
        switch (node)
        {
            case CiScalar scalar:
                return [new CiNeed(scalar.Text)];
            case CiMap map when map.Has("project") || map.Has("pipeline"):
                keys.Fail("needs", node, "of another project or pipeline is not supported by the Lab");
                return [];
            case CiMap map when keys.Text(map, "job") is { } name:
                return Runs(map, new CiNeed(name)
                {
                    Artifacts = keys.Flag(map, "artifacts") ?? true,
                    Optional = keys.Flag(map, "optional") ?? false,
                });
            default:
                keys.Fail("needs", node, "must be a job's name, or a mapping with 'job'");
                return [];
        }
    }

    private static IEnumerable<CiNeed> Runs(CiMap map, CiNeed need) => (map["parallel"] as CiMap)?["matrix"] is { } matrix
        ? MatrixReader.Combinations(matrix).Select(run => need with { Matrix = run })
        : [need];
}
