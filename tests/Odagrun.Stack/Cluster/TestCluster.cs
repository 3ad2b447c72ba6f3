using System.Net;

namespace Odagrun.Stack.Cluster;

/// <summary>
/// A Kubernetes for tests: the one that KUBECONFIG names, else one of this process' own (tests/cluster), which is started when it
/// is first asked for and ends with the process, however that ends.
/// </summary>
public sealed class TestCluster
{
    private static readonly Lock Starting = new();
    private static Task<TestCluster>? _shared;

    private readonly string? _directory;
    private readonly bool _isStarted;

    private TestCluster(string kubeconfig, string registry, string address, string? directory, bool isStarted)
    {
        (_directory, _isStarted) = (directory, isStarted);
        Kubectl = new Kubectl(kubeconfig);
        RegistryHost = registry;
        Address = IPAddress.Parse(address);
    }

    /// <summary>As an administrator of the cluster.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>Path of the administrator's kubeconfig.</summary>
    public string Kubeconfig => Kubectl.Kubeconfig;

    /// <summary>Host and port of a registry that nodes, pods and this process reach under this name, by plain HTTP.</summary>
    public string RegistryHost { get; }

    /// <summary>This machine's address as pods reach it: servers of tests listen here.</summary>
    public IPAddress Address { get; }

    /// <summary>Whether this process started it, and may stop its parts and have its nodes trust other registries.</summary>
    public bool IsOwn => _directory is not null;

    /// <summary>Stops and starts parts of the cluster.</summary>
    /// <exception cref="InvalidOperationException">It is somebody else's cluster: see <see cref="IsOwn"/>.</exception>
    public ClusterParts Parts => new(Own());

    /// <summary>
    /// The cluster of this process; the first call starts it (10 seconds; once, on a new machine, minutes for the build).
    /// </summary>
    public static Task<TestCluster> GetAsync(CancellationToken cancellationToken)
    {
        lock (Starting)
        {
            // One caller's cancellation is not the others'.
            _shared ??= FindAsync();
        }

        return _shared.WaitAsync(cancellationToken);
    }

    /// <summary>What service accounts of tests asked its API server for, one JSON object a line.</summary>
    public string AuditLog => Path.Combine(Own(), "log", "audit.log");

    /// <summary>Takes the cluster down at once where this process has started one, instead of when the process has ended.</summary>
    public static async Task StopAsync()
    {
        Task<TestCluster>? shared;
        lock (Starting)
        {
            (shared, _shared) = (_shared, null);
        }

        if (shared is not null)
        {
            await ((Task)shared).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (shared.IsCompletedSuccessfully && await shared is { _isStarted: true, _directory: { } directory })
            {
                await ClusterScripts.RunAsync("down.sh", [directory], CancellationToken.None);
            }
        }
    }

    /// <summary>A new namespace, removed with all that is in it by disposal.</summary>
    public Task<ClusterNamespace> CreateNamespaceAsync(CancellationToken cancellationToken) =>
        ClusterNamespace.CreateAsync(this, cancellationToken);

    /// <summary>Has the nodes pull from a registry (<c>host:port</c>) by plain HTTP, at once.</summary>
    public async Task TrustRegistryAsync(string registry, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Own(), "conf", "registries", registry)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "hosts.toml"), $"server = \"http://{registry}\"\n[host]\n", cancellationToken);
    }

    private static async Task<TestCluster> FindAsync()
    {
        if (Setting("KUBECONFIG") is { } named)
        {
            return new TestCluster(
                named, Setting("ODAGRUN_CLUSTER_REGISTRY") ?? "127.0.0.1:5000", Setting("ODAGRUN_CLUSTER_ADDRESS") ?? "10.88.0.1",
                Setting("ODAGRUN_CLUSTER_DIRECTORY"), isStarted: false);
        }

        var directory = Directory.CreateTempSubdirectory("odagrun-cluster-").FullName;
        var environment = await ClusterScripts.UpAsync(directory);
        return new TestCluster(environment["KUBECONFIG"], environment["ODAGRUN_CLUSTER_REGISTRY"], environment["ODAGRUN_CLUSTER_ADDRESS"],
            directory, isStarted: true);
    }

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private string Own() =>
        _directory ?? throw new InvalidOperationException(
            $"the cluster that KUBECONFIG names ({Kubeconfig}) is not the tests' own: ask {nameof(IsOwn)} first");
}
