using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Handover;

/// <summary>What the pod gave this process: the sealed envelope's place, the key, and where its last word goes.</summary>
internal sealed record HandedOver(string JobName, JobKey Key, string EnvelopePath, string TerminationLog)
{
    /// <summary>Sentences for the beginning of the job's log.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>From being asked to end until the pod is killed.</summary>
    public TimeSpan Grace { get; init; } = StopTimes.UsualGrace;

    /// <summary>Takes it out of the environment.</summary>
    /// <exception cref="HandoverException">A variable is missing or makes no sense.</exception>
    internal static HandedOver Take()
    {
        var key = SecretVariable.Take(ExecutorEnvironment.Key);
        var name = SecretVariable.Take(ExecutorEnvironment.JobName);
        var envelope = SecretVariable.Take(ExecutorEnvironment.Envelope);
        var log = SecretVariable.Take(ExecutorEnvironment.TerminationLog);
        var notes = SecretVariable.Take(ExecutorEnvironment.Notes);
        var grace = SecretVariable.Take(ExecutorEnvironment.Grace);
        if (string.IsNullOrEmpty(key) || string.IsNullOrEmpty(name))
        {
            throw new HandoverException(
                $"the variables {ExecutorEnvironment.Key} and {ExecutorEnvironment.JobName} are not both set; this program is started by Odagrun's pods, not by hand");
        }

        try
        {
            return new HandedOver(name, JobKey.Parse(key), envelope ?? ExecutorEnvironment.DefaultEnvelopePath,
                log ?? ExecutorEnvironment.DefaultTerminationLog)
            {
                Notes = notes?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
                Grace = int.TryParse(grace, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                    : StopTimes.UsualGrace,
            };
        }
        catch (FormatException e)
        {
            throw new HandoverException($"{ExecutorEnvironment.Key}: {e.Message}", e);
        }
    }
}
