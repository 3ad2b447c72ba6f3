namespace Odagrun.Kubernetes.Following;

/// <summary>The API's times, which are UTC without saying so.</summary>
internal static class Times
{
    public static DateTimeOffset? Utc(DateTime? time) =>
        time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
