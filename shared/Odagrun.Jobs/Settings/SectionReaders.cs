using Microsoft.Extensions.Configuration;
using Odagrun.Jobs.Pods;

namespace Odagrun.Jobs.Settings;

/// <summary>Reads the sections that are single objects.</summary>
internal static class SectionReaders
{
    public static RegistryOptions Registry(SettingsReader reader, IConfiguration section)
    {
        var host = reader.Required("Host", "give the registry's host and port, for example registry.example.com or 127.0.0.1:5000");
        if (host.Contains('/', StringComparison.Ordinal))
        {
            reader.Error("Host", $"is '{host}'", "give host and port only; what follows belongs into Repository");
        }

        var options = new RegistryOptions
        {
            Host = host,
            Insecure = reader.Flag("Insecure", false),
            InsecureRegistries = Hosts(reader, "InsecureRegistries"),
            Repository = RepositoryName(reader, "Repository", "odagrun"),
            ProjectRepository = reader.Text("ProjectRepository") is null ? null : RepositoryName(reader, "ProjectRepository", ""),
            ImageApi = ImageApi(reader),
            ImageApiAuthorities = reader.Text("ImageApiAuthorities", "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"),
            Username = reader.Text("Username"),
            Password = reader.Secret("Password"),
            PasswordFile = reader.Text("PasswordFile"),
            PullSecret = reader.Flag("PullSecret", true),
            Patience = reader.Duration("Patience", TimeSpan.FromMinutes(2), TimeSpan.Zero, TimeSpan.FromDays(1)),
        };
        if (options.Username is null != options.Password is null)
        {
            reader.Error("Username", "or Password is set without the other", "set both, or none for an anonymous registry");
        }

        reader.RefuseUnknown();
        return options;
    }

    private static Uri? ImageApi(SettingsReader reader)
    {
        if (reader.Text("ImageApi") is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            reader.Error("ImageApi", $"is '{text}'", "give OpenShift's API server, for example https://kubernetes.default.svc");
            return null;
        }

        if (reader.Text("ProjectRepository") is not { } space || space.Trim('/').Contains('/', StringComparison.Ordinal))
        {
            reader.Error("ProjectRepository", "is no namespace",
                "name the OpenShift namespace that holds the projects' image streams, as ImageApi is set");
        }

        return url;
    }

    private static string RepositoryName(SettingsReader reader, string key, string fallback)
    {
        var repository = reader.Text(key, fallback);
        if (repository.Any(c => !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || "./_-".Contains(c, StringComparison.Ordinal))))
        {
            reader.Error(key, $"is '{repository}'", "use a-z, 0-9 and . _ - /");
        }

        return repository.Trim('/');
    }

    private static string[] Hosts(SettingsReader reader, string key)
    {
        var hosts = reader.Text(key, "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (hosts.Any(host => host.Contains('/', StringComparison.Ordinal)))
        {
            reader.Error(key, $"is '{reader.Text(key)}'",
                "give hosts and ports only, separated by commas, for example registry.lan:5000,10.0.0.7:5000");
        }

        return hosts;
    }

    public static ExecutorOptions Executor(SettingsReader reader, IConfiguration section)
    {
        var directory = reader.Required("LayerDirectory", "name the directory that 'make executor' fills: out/executor-layer");
        if (directory.Length > 0 && !File.Exists(Path.Combine(directory, "layer.json")))
        {
            reader.Error(
                "LayerDirectory", $"is '{directory}'", "there is no layer.json in it; 'make executor' makes it in out/executor-layer");
        }

        var options = new ExecutorOptions
        {
            LayerDirectory = directory,
            DefaultImage = reader.Text("DefaultImage"),
            BuildsDir = reader.Text("BuildsDir", "/builds"),
            OutputLimit = reader.Number("OutputLimit", 16L << 20, 1024, 1L << 40),
            ServiceTimeout = reader.Duration("ServiceTimeout", TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        if (!options.BuildsDir.StartsWith('/'))
        {
            reader.Error("BuildsDir", $"is '{options.BuildsDir}'", "give an absolute path inside the image, for example /builds");
        }

        reader.RefuseUnknown();
        return options;
    }

    public static JobsOptions Jobs(SettingsReader reader, IConfiguration all)
    {
        var directory = PodLaunchers.Of(all) == PodLauncherKind.Kubernetes
            ? reader.Text("Directory", "")
            : reader.Required("Directory", "name a directory for the jobs at hand, on a disk that survives restarts");
        reader.RefuseUnknown();
        return new JobsOptions { Directory = directory.Length == 0 ? directory : Path.GetFullPath(directory) };
    }

    public static PodsOptions Pods(SettingsReader reader, IConfiguration section)
    {
        var memory = Amount(reader, "Memory", Quantity.Bytes, "give an amount such as 512Mi or 2Gi");
        var cpu = Amount(reader, "Cpu", Quantity.Millis, "give an amount such as 500m or 2");
        var processes = reader.Number("MaxProcesses", 0, 0, int.MaxValue);
        var user = reader.Number("UserId", 0, 1, int.MaxValue);
        var options = new PodsOptions
        {
            Launcher = Launcher(reader),
            ExplainAfter = reader.Duration("ExplainAfter", TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromDays(1)),
            Limits = new PodLimits(memory, (int?)cpu, processes == 0 ? null : processes),
            UserId = user == 0 ? null : user,
        };

        // Themes that only one launcher reads.
        reader.Leave("Sizes", "Scheduling", "Metadata", "Identity", "Volumes", "Network", "Life", "Patch", "PatchType");
        reader.RefuseUnknown();
        return options;
    }

    private static PodLauncherKind Launcher(SettingsReader reader)
    {
        if (reader.Text("Launcher") is { } text && PodLaunchers.TryParse(text) is null)
        {
            reader.Error("Launcher", $"is '{text}'", "give runc (pods on this machine) or kubernetes");
        }

        return PodLaunchers.Of(reader.Text("Launcher"));
    }

    private static long? Amount(SettingsReader reader, string key, Func<string, long?> parse, string remedy)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        var amount = parse(text);
        if (amount is null)
        {
            reader.Error(key, $"is '{text}'", remedy);
        }

        return amount;
    }
}
