namespace Odagrun.Kubernetes.Settings;

/// <summary>
/// What one resource of a container is set to. A job may ask for something else by variable up to <paramref name="RequestMax"/> and
/// <paramref name="LimitMax"/>; null: it may not.
/// </summary>
public sealed record ResourceBound(Amount? Request = null, Amount? Limit = null, Amount? RequestMax = null, Amount? LimitMax = null)
{
    /// <summary>Nothing set, nothing allowed.</summary>
    public static ResourceBound None { get; } = new();
}
