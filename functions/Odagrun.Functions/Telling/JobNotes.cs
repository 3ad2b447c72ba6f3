using System.Text;
using Microsoft.Extensions.Options;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Masking;

namespace Odagrun.Functions.Telling;

/// <summary>
/// Says in a job's log what the job waits for, before its executor can speak. GitLab takes a log only of a job that runs, so a job
/// that has waited long enough for somebody to wonder is accepted for that; the others keep GitLab's two-phase commit to the end.
/// </summary>
internal sealed class JobNotes(IRunnerApi api, LogAppend log, ISecretMasker masker, IOptions<PodsOptions> options, TimeProvider clock)
{
    /// <summary>How long until the job's waiting is worth a word; zero or less: it is now.</summary>
    public TimeSpan UntilWorthAWord(JobRecord record) => record.Received + options.Value.ExplainAfter - clock.GetUtcNow();

    /// <summary>Writes the sentence unless it is too early or was the last one; what to save of it is in the record that comes back.</summary>
    public async Task<JobRecord> TellAsync(IJobClaim claim, StoredAccess access, string sentence, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.Told == sentence || UntilWorthAWord(record) > TimeSpan.Zero || !await AcceptAsync(claim, access, cancellationToken))
        {
            return record;
        }

        record = claim.Record!;
        var content = Encoding.UTF8.GetBytes($"\u001b[0;33m{masker.Mask(sentence)}\u001b[0;m\n");
        var (result, at) = await log.WriteAsync(access, content, record.LogOffset, MoveAsync, cancellationToken);
        return result == TracePatchResult.Ok ? record with { Told = sentence, LogOffset = at + content.Length } : record;

        async Task MoveAsync(long offset, CancellationToken token)
        {
            record = record with { LogOffset = offset };
            await claim.SaveAsync(record, token);
        }
    }

    // Noted first: should we be killed in between, the next keep-alive accepts the job.
    private async Task<bool> AcceptAsync(IJobClaim claim, StoredAccess access, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.TwoPhase == false)
        {
            return true;
        }

        await claim.SaveAsync(record with { TwoPhase = false, Touched = clock.GetUtcNow() }, cancellationToken);
        var answer = await api.UpdateJobAsync(access.Job, new JobUpdate(JobState.Running), cancellationToken);
        return answer.Result is JobUpdateResult.Ok or JobUpdateResult.Accepted;
    }
}
