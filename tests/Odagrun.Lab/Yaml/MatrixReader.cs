namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>parallel: matrix</c>: each entry gives all combinations of its variables.</summary>
internal static class MatrixReader
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Combinations(CiNode matrix) =>
        [.. KeyReader.Items(matrix).OfType<CiMap>().SelectMany(Entry)];

    private static IEnumerable<IReadOnlyDictionary<string, string>> Entry(CiMap entry)
    {
        IEnumerable<Dictionary<string, string>> runs = [[]];
        foreach (var (key, node) in entry.Entries)
        {
            var values = KeyReader.Items(node).OfType<CiScalar>().Select(value => value.Text).ToList();
            runs = runs.SelectMany(run => values.Select(value => new Dictionary<string, string>(run) { [key] = value })).ToList();
        }

        return runs;
    }
}
