namespace Odagrun.Jobs.Store;

/// <summary>The sealed parts of a stored job.</summary>
public enum JobPart
{
    /// <summary>A <see cref="StoredAccess"/>: what calls to GitLab about the job need.</summary>
    Access,

    /// <summary>The payload, as GitLab sent it.</summary>
    Payload,

    /// <summary>The <see cref="Odagrun.Handover.ExecutorEnvelope"/>.</summary>
    Envelope,
}
