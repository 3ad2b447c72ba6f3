using Microsoft.Extensions.DependencyInjection;
using Odagrun.Cli.Doctor.Checks;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes;
using Odagrun.Kubernetes.Api;
using Odagrun.Masking;
using Odagrun.Oci.Registry;

namespace Odagrun.Cli.Doctor;

/// <summary>All checks at once, each with its own time; their findings in the order in which a job meets the parts.</summary>
internal static class Examination
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        IServiceProvider services, DoctorOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        var checks = Checks(services, options, clock, findings).ToList();
        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok("settings", "settings", "complete"));
        }

        foreach (var more in await Task.WhenAll(checks.Select(check => OneAsync(check, options.Timeout, clock, cancellationToken))))
        {
            findings.AddRange(more);
        }

        return findings;
    }

    private static IEnumerable<ICheck> Checks(IServiceProvider services, DoctorOptions options, TimeProvider clock, List<Finding> findings)
    {
        var masker = services.GetRequiredService<ISecretMasker>();
        if (SettingsFindings.Read<RunnersOptions>(services, findings) is { } runners)
        {
            foreach (var runner in runners.Runners)
            {
                masker.Add(runner.Token);
                yield return new GitLabCheck(runner, clock);
                yield return new TokenCheck(runner, services.GetRequiredService<IRunnerApi>(), clock);
            }
        }

        if (SettingsFindings.Read<QueuesOptions>(services, findings) is { } queues)
        {
            ConnectionSecrets.Hide(masker, queues.ConnectionString);
            yield return new QueueCheck(queues, options.CreateQueues);
        }

        if (SettingsFindings.Read<RegistryOptions>(services, findings) is { } registry)
        {
            masker.Add(registry.Password ?? "");
            yield return new RegistryCheck(registry, services.GetRequiredService<IRegistryClient>());
        }

        SettingsFindings.Read<ExecutorOptions>(services, findings);
        SettingsFindings.Read<JobsOptions>(services, findings);
        foreach (var check in ClusterChecks(services, options, findings))
        {
            yield return check;
        }
    }

    private static IEnumerable<ICheck> ClusterChecks(IServiceProvider services, DoctorOptions options, List<Finding> findings)
    {
        if (SettingsFindings.Read<PodsOptions>(services, findings)?.Launcher is not PodLauncherKind.Kubernetes
            || SettingsFindings.Read<KubernetesOptions>(services, findings) is null)
        {
            yield break;
        }

        ClusterConnection connection;
        try
        {
            connection = services.GetRequiredService<ClusterConnection>();
        }
        catch (InvalidOperationException e)
        {
            findings.Add(Finding.Problem(
                "settings", KubernetesOptions.Section, e.Message, $"set {KubernetesOptions.Section}:Kubeconfig or KUBECONFIG"));
            yield break;
        }

        yield return new RightsCheck(connection, options.Account);
        yield return new KedaCheck(connection);
    }

    private static async Task<IReadOnlyList<Finding>> OneAsync(
        ICheck check, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await check.RunAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Problem(check.Name, check.Subject, $"no answer within {limit.TotalSeconds:0} s",
                "is it up, and does a firewall or proxy stand between? A longer --timeout waits longer")];
        }
        catch (KubernetesApiException e)
        {
            return [Finding.Problem(check.Name, check.Subject, e.Message, "check the kubeconfig, or the pod's service account")];
        }
    }
}
