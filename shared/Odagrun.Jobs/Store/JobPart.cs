using System.Globalization;
using Odagrun.Handover;

namespace Odagrun.Jobs.Store;

/// <summary>A sealed part of a stored job; <paramref name="Name"/> is its name in the store (a-z, 0-9, dashes).</summary>
public readonly record struct JobPart(string Name)
{
    /// <summary>A <see cref="StoredAccess"/>: what calls to GitLab about the job need.</summary>
    public static JobPart Access { get; } = new("access");

    /// <summary>The payload, as GitLab sent it.</summary>
    public static JobPart Payload { get; } = new("payload");

    /// <summary>The <see cref="ExecutorEnvelope"/>.</summary>
    public static JobPart Envelope { get; } = new("envelope");

    /// <summary>
    /// What the service of this index reads. It is sealed with a key of its own: a service must not read its job's parts.
    /// </summary>
    public static JobPart Service(int index) => new(string.Create(CultureInfo.InvariantCulture, $"service-{index}")) { IsService = true };

    private bool IsService { get; init; }

    /// <summary>The key this part is sealed with, of a job's key.</summary>
    public JobKey KeyFrom(JobKey job) => IsService ? job.Derive(Name) : job;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
