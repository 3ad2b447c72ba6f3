using Odagrun.GitLab.Api;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Telling;

/// <summary>Appends to a job's log at GitLab, so that a repetition after a crash at any point writes nothing twice.</summary>
internal sealed class LogAppend(IRunnerApi api)
{
    /// <summary>
    /// Writes <paramref name="content"/> at <paramref name="offset"/>. When the log turns out to be longer, <paramref name="move"/> notes
    /// the new place before anything is written there; without it nothing is written at another place. Gives where it stands now.
    /// </summary>
    public async Task<(TracePatchResult Result, long At)> WriteAsync(
        StoredAccess access, byte[] content, long offset, Func<long, CancellationToken, Task>? move, CancellationToken cancellationToken)
    {
        var patch = await api.PatchTraceAsync(access.Job, content, offset, debugTrace: false, cancellationToken);
        if (patch.Result != TracePatchResult.RangeMismatch || patch.ServerSize is not { } size)
        {
            return (patch.Result, offset);
        }

        if (size == offset + content.Length)
        {
            // It is there: an earlier try was not told so.
            return (TracePatchResult.Ok, offset);
        }

        if (move is null)
        {
            return (patch.Result, offset);
        }

        await move(size, cancellationToken);
        patch = await api.PatchTraceAsync(access.Job, content, size, debugTrace: false, cancellationToken);
        return (patch.Result, size);
    }
}
