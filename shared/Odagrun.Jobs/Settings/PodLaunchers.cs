using Microsoft.Extensions.Configuration;

namespace Odagrun.Jobs.Settings;

/// <summary>Which launcher a configuration asks for, before any options are bound.</summary>
public static class PodLaunchers
{
    /// <summary><c>Odagrun:Pods:Launcher</c>; where it is not set or not known, Kubernetes inside a pod and runc elsewhere.</summary>
    public static PodLauncherKind Of(IConfiguration configuration) => Of(configuration[PodsOptions.Section + ":Launcher"]);

    // A pod is told its API server by this variable.
    internal static PodLauncherKind Of(string? text) => TryParse(text)
        ?? (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 }
            ? PodLauncherKind.Kubernetes
            : PodLauncherKind.Runc);

    // Not Enum.TryParse: that takes numbers for names.
    internal static PodLauncherKind? TryParse(string? text) => text?.ToLowerInvariant() switch
    {
        "runc" => PodLauncherKind.Runc,
        "kubernetes" => PodLauncherKind.Kubernetes,
        _ => null,
    };
}
