using Odagrun.Lab.Git;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Rules;

/// <summary>The files of a pipeline's commit and what changed, read once.</summary>
internal sealed class CommitContent(BareRepository repository, PipelineSource source)
{
    private readonly Dictionary<string, IReadOnlyList<string>?> _changes = [];
    private IReadOnlyList<string>? _files;

    public PipelineSource Source => source;

    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken cancellationToken) =>
        _files ??= await repository.FilesAsync(source.Sha, cancellationToken);

    public Task<string?> FileAsync(string path, CancellationToken cancellationToken) =>
        repository.FileAsync(source.Sha, path, cancellationToken);

    /// <summary>Files changed by the push, or against a ref; null when that is not known, and then every <c>changes</c> holds.</summary>
    public async Task<IReadOnlyList<string>?> ChangesAsync(string? compareTo, CancellationToken cancellationToken)
    {
        var key = compareTo ?? "";
        if (!_changes.TryGetValue(key, out var changes))
        {
            _changes[key] = changes = await ReadChangesAsync(compareTo, cancellationToken);
        }

        return changes;
    }

    private async Task<IReadOnlyList<string>?> ReadChangesAsync(string? compareTo, CancellationToken cancellationToken)
    {
        if (compareTo is not null)
        {
            var other = await repository.CommitAsync(compareTo, cancellationToken);
            return other is null ? null : await repository.ChangesAsync(other, source.Sha, cancellationToken);
        }

        return source.Kind != "push" || source.IsTag || source.BeforeSha == PipelineSource.ZeroSha
            ? null
            : await repository.ChangesAsync(source.BeforeSha, source.Sha, cancellationToken);
    }
}
