namespace Odagrun.Functions.KeepingAlive;

/// <summary>A piece of work that was done while its job was kept alive; without a value where GitLab ended the job meanwhile.</summary>
internal sealed record Attended<T>(T? Value, KeepAliveAnswer Answer)
    where T : class;
