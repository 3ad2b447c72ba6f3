using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Identity</c>: as whom pods run.</summary>
public sealed record IdentityOptions
{
    /// <summary>The uid of pods where nothing is configured and the cluster does not assign one.</summary>
    public const int DefaultUserId = 1001;

    /// <summary>The uid (<c>Odagrun:Pods:UserId</c>); null: the namespace's own on OpenShift, else <see cref="DefaultUserId"/>.</summary>
    public int? UserId { get; init; }

    /// <summary>The group of volumes that support it; null: none. Jobs' own group is always 0.</summary>
    public int? FsGroup { get; init; }

    /// <summary>Further groups.</summary>
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    /// <summary>The service account; its token is not mounted.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>What a job's KUBERNETES_SERVICE_ACCOUNT_OVERWRITE must match; null: it is not obeyed.</summary>
    public Regex? ServiceAccountOverwriteAllowed { get; init; }

    /// <summary>Secrets of the namespace with registry logins, beside the one we make of the configured login.</summary>
    public IReadOnlyList<string> PullSecrets { get; init; } = [];

    /// <summary>Whether pods get a user namespace of their own (Kubernetes 1.33 and newer).</summary>
    public bool UserNamespace { get; init; }
}
