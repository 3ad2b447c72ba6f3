using System.Text;
using Microsoft.Extensions.Options;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Masking;

namespace Odagrun.Functions.Telling;

/// <summary>
/// Says in a job's log what the job waits for, before its executor can speak. GitLab takes the log of a job that waits for its
/// acknowledgement, so the job goes on waiting. A job that starts at once has nothing to explain: its log is all its executor's.
/// </summary>
internal sealed class JobNotes(LogAppend log, ISecretMasker masker, IOptions<PodsOptions> options, TimeProvider clock)
{
    /// <summary>How long until the job's waiting is worth a word; zero or less: it is now.</summary>
    public TimeSpan UntilWorthAWord(JobRecord record) => record.Received + options.Value.ExplainAfter - clock.GetUtcNow();

    /// <summary>
    /// Writes the sentence unless it is too early or was the last one; what to save of it is in the record that comes back. A server
    /// that takes no log yet is not asked again about the same sentence. <paramref name="hasPod"/>: an executor may have begun to write;
    /// a sentence between its lines would have it lose its place, so that nothing is written where the log is longer than we know.
    /// </summary>
    public async Task<JobRecord> TellAsync(
        IJobClaim claim, StoredAccess access, string sentence, bool hasPod, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.Told == sentence || UntilWorthAWord(record) > TimeSpan.Zero)
        {
            return record;
        }

        var content = Encoding.UTF8.GetBytes($"\u001b[0;33m{masker.Mask(sentence)}\u001b[0;m\n");
        var (result, at) = await log.WriteAsync(access, content, record.LogOffset, hasPod ? null : MoveAsync, cancellationToken);
        return result switch
        {
            TracePatchResult.Ok => record with { Told = sentence, LogOffset = at + content.Length },
            TracePatchResult.Unavailable => record,
            _ => record with { Told = sentence },
        };

        async Task MoveAsync(long offset, CancellationToken token)
        {
            record = record with { LogOffset = offset };
            await claim.SaveAsync(record, token);
        }
    }
}
