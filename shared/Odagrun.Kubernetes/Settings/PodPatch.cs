namespace Odagrun.Kubernetes.Settings;

/// <summary><c>Odagrun:Pods:Patch</c>: JSON that changes the finished pod spec.</summary>
public sealed record PodPatch(PodPatchType Type, string Text);
