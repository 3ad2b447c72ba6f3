using Odagrun.Lab.Rules;

namespace Odagrun.Lab.Yaml;

/// <summary>
/// Loads a configuration with its <c>include</c>s of the same repository; the including file wins over the included ones.
/// </summary>
internal sealed class IncludeLoader(RuleContext context)
{
    private const int Most = 150;
    private int _count;

    public async Task<CiMap> LoadAsync(string text, string file, CancellationToken cancellationToken)
    {
        var own = CiYamlReader.Read(text, file);
        var merged = new CiMap([], own.Line);
        foreach (var item in KeyReader.Items(own["include"]))
        {
            foreach (var path in await PathsAsync(item, file, cancellationToken))
            {
                merged = ExtendsResolver.Merge(merged, await LoadFileAsync(path, file, item, cancellationToken));
            }
        }

        return ExtendsResolver.Merge(merged, own.Without("include"));
    }

    private async Task<CiMap> LoadFileAsync(string path, string from, CiNode item, CancellationToken cancellationToken)
    {
        if (++_count > Most)
        {
            throw new CiConfigurationException($"{from}: include: more than {Most} files; one may include itself");
        }

        var text = await context.Commit.FileAsync(path, cancellationToken)
            ?? throw new CiConfigurationException($"{from}: include: the file '{path}' does not exist (line {item.Line})");
        return await LoadAsync(text, path, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> PathsAsync(CiNode item, string file, CancellationToken cancellationToken)
    {
        var name = item switch
        {
            CiScalar scalar when !scalar.Text.StartsWith("http", StringComparison.Ordinal) => scalar.Text,
            CiMap map when map["local"] is CiScalar local => await IsWantedAsync(map, file, cancellationToken) ? local.Text : "",
            _ => throw new CiConfigurationException(
                $"{file}: include: only files of the same repository (local) are supported by the Lab (line {item.Line})"),
        };
        var pattern = context.Expand(name).TrimStart('/');
        if (pattern.Length == 0)
        {
            return [];
        }

        return pattern.Contains('*')
            ? [.. (await context.Commit.FilesAsync(cancellationToken)).Where(path => Glob.Matches(pattern, path))]
            : [pattern];
    }

    private async Task<bool> IsWantedAsync(CiMap include, string file, CancellationToken cancellationToken)
    {
        if (!include.Has("rules"))
        {
            return true;
        }

        var errors = new List<string>();
        var keys = new KeyReader($"{file}: include", errors);
        var match = await RuleEvaluator.FirstAsync(include["rules"], context, keys, cancellationToken);
        return errors.Count > 0
            ? throw new CiConfigurationException(errors)
            : match.Rule is { } rule && keys.Text(rule, "when") != "never";
    }
}
