namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>A service that an installation needs and that may go away for a while.</summary>
public enum RigPart
{
    /// <summary>Azurite; SIGKILL.</summary>
    Queues,

    /// <summary>docker-registry; SIGKILL.</summary>
    Registry,

    /// <summary>The Lab; off the network.</summary>
    GitLab,
}
