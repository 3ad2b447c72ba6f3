using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Overwriting;

/// <summary>The options as they hold for one job, the size of each of its services, and what is to be said about its wishes.</summary>
internal sealed record EffectivePod(KubernetesPodOptions Options, IReadOnlyList<ContainerSize> Services, IReadOnlyList<string> Notes);
