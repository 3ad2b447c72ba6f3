using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>variables:</c>.</summary>
internal static class VariableReader
{
    public static IReadOnlyList<CiVariable> Read(CiMap? map, KeyReader keys) =>
        map is null ? [] : [.. map.Entries.Select(entry => One(entry.Key, entry.Value, keys)).OfType<CiVariable>()];

    private static CiVariable? One(string key, CiNode node, KeyReader keys)
    {
        switch (node)
        {
            case CiScalar scalar:
                return new CiVariable(key, scalar.IsNull ? "" : scalar.Text);
            case CiMap { } form:
                // The form with a description offers a value to whoever starts the pipeline.
                return new CiVariable(key, keys.Text(form, "value") ?? "") { Raw = keys.Flag(form, "expand") == false };
            default:
                keys.Fail($"variables:{key}", node, "must be a text, a number or a mapping with 'value'");
                return null;
        }
    }
}
