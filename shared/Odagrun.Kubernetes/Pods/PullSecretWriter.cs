using k8s;
using k8s.Models;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Manifests;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// Sees to it that the Secret with which nodes pull composed images is there and right, once a process and whenever the login changes.
/// </summary>
internal sealed class PullSecretWriter(ClusterConnection connection, IOptions<KubernetesOptions> options) : IDisposable
{
    private const string Data = ".dockerconfigjson";

    private readonly SemaphoreSlim _writing = new(1, 1);
    private byte[]? _written;

    public async Task EnsureAsync(PodRequest request, CancellationToken cancellationToken)
    {
        if (PullSecret.Of(options.Value, request.Image.Registry, request.PullCredentials) is not { } secret || IsWritten(secret))
        {
            return;
        }

        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsWritten(secret))
            {
                await WriteAsync(secret, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _written, secret.Data[Data]);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private bool IsWritten(V1Secret secret) =>
        Volatile.Read(ref _written) is { } written && written.AsSpan().SequenceEqual(secret.Data[Data]);

    private async Task WriteAsync(V1Secret secret, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Client.CoreV1.CreateNamespacedSecretAsync(secret, connection.Namespace, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            await connection.Client.CoreV1.ReplaceNamespacedSecretAsync(secret, secret.Metadata.Name, connection.Namespace,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
