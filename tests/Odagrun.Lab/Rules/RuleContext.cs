using Odagrun.Lab.Git;
using Odagrun.Lab.Payload;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Rules;

/// <summary>What rules can ask for: variables, the files of the commit, and what changed.</summary>
internal sealed class RuleContext(BareRepository repository, PipelineSource source, IReadOnlyList<CiVariable> variables)
{
    private readonly Dictionary<string, CiVariable> _byKey =
        VariableExpansion.ExpandAll(variables).GroupBy(variable => variable.Key).ToDictionary(group => group.Key, group => group.Last());

    private IReadOnlyList<string>? _files;

    public PipelineSource Source => source;

    public string? Value(string name) => _byKey.GetValueOrDefault(name)?.Value;

    public string Expand(string text) => VariableExpansion.Expand(text, [.. _byKey.Values]);

    /// <summary>The same with more variables, which win.</summary>
    public RuleContext With(IReadOnlyList<CiVariable> more) => more.Count == 0 ? this : new(repository, source, [.. variables, .. more]) { _files = _files };

    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellationToken) =>
        _files ??= await repository.FilesAsync(source.Sha, cancellationToken);

    public Task<string?> FileAsync(string path, CancellationToken cancellationToken) => repository.FileAsync(source.Sha, path, cancellationToken);

    /// <summary>Files changed by the push, or against a ref; null when that is not known, and then every <c>changes</c> holds.</summary>
    public async Task<IReadOnlyList<string>?> ChangesAsync(string? compareTo, CancellationToken cancellationToken)
    {
        if (compareTo is not null)
        {
            var other = await repository.CommitAsync(Expand(compareTo), cancellationToken);
            return other is null ? null : await repository.ChangesAsync(other, source.Sha, cancellationToken);
        }

        return source.Kind != "push" || source.IsTag || source.BeforeSha == PipelineSource.ZeroSha
            ? null
            : await repository.ChangesAsync(source.BeforeSha, source.Sha, cancellationToken);
    }
}
