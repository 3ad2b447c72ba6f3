namespace Odagrun.Kubernetes.Manifests;

/// <summary>What a job wishes, or what is configured, can't be made; the message says what and how to go on.</summary>
internal sealed class ManifestException(string message) : Exception(message);
