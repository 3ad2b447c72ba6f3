using k8s.Models;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// A Job, or the reason why the wishes and settings make none (a configuration error of the job). <paramref name="Notes"/> are sentences
/// for the job's log: which of its wishes were obeyed, and which are not.
/// </summary>
public sealed record ManifestResult(V1Job? Job, string? Problem, IReadOnlyList<string> Notes);
