using System.Text;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Polling;
using Odagrun.Kubernetes;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Cli.Register;

/// <summary>Keeps a token; gives the sentence that says where, and which setting reads it.</summary>
internal static class TokenKeeping
{
    private const string Key = "token";

    public static string InFile(string file, string token)
    {
        var path = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        TokenFile.Write(path, token);
        return $"It is kept in {path}. Set Odagrun__Runners__0__TokenFile={path}";
    }

    public static async Task<string> InSecretAsync(
        RegisterOptions options, string token, TimeProvider clock, CancellationToken cancellationToken)
    {
        var cluster = Options.Create(
            new KubernetesOptions { Namespace = options.Namespace, Kubeconfig = options.Kubeconfig, Context = options.Context });
        using var connection = new ClusterConnection(cluster, clock, NullLogger<ClusterConnection>.Instance);
        var secret = new V1Secret
        {
            Metadata = new V1ObjectMeta
            {
                Name = options.Secret,
                NamespaceProperty = connection.Namespace,
                Labels = new Dictionary<string, string> { ["app.kubernetes.io/name"] = "odagrun" },
            },
            Type = "Opaque",
            Data = new Dictionary<string, byte[]> { [Key] = Encoding.UTF8.GetBytes(token) },
        };
        try
        {
            await connection.Client.CoreV1.CreateNamespacedSecretAsync(secret, connection.Namespace, cancellationToken: cancellationToken);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            var found = await connection.Client.CoreV1.ReadNamespacedSecretAsync(
                options.Secret, connection.Namespace, cancellationToken: cancellationToken);
            found.Data ??= new Dictionary<string, byte[]>();
            found.Data[Key] = secret.Data[Key];
            await connection.Client.CoreV1.ReplaceNamespacedSecretAsync(
                found, options.Secret, connection.Namespace, cancellationToken: cancellationToken);
        }

        return $"It is kept in Secret {options.Secret} of namespace {connection.Namespace}, key {Key}, which the manifests in keda/ mount.";
    }
}
