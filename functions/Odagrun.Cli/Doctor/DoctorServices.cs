using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.GitLab.Hosting;
using Odagrun.Jobs;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes;
using Odagrun.Masking;
using Odagrun.Oci.Registry;

namespace Odagrun.Cli.Doctor;

/// <summary>The parts of the host that the doctor looks through, over the same settings.</summary>
internal static class DoctorServices
{
    public static ServiceProvider Build(CliSurroundings surroundings, SecretMasker masker, DoctorOptions options)
    {
        var services = new ServiceCollection()
            .AddSingleton(surroundings.Settings)
            .AddSingleton(surroundings.Clock)
            .AddSingleton<ISecretMasker>(masker)
            .AddSingleton(options)
            .AddLogging()
            .AddJobSettings()
            .AddGitLabRunnerApi()
            // Patience is the host's business: here the answer of this moment is wanted.
            .AddRegistryClient(client => client.Retries = 1);
        services.AddOptions<RegistryClientOptions>().Configure<IOptions<RegistryOptions>>((client, registry) =>
        {
            foreach (var host in registry.Value.Insecure
                ? [registry.Value.Host, .. registry.Value.InsecureRegistries]
                : registry.Value.InsecureRegistries)
            {
                client.InsecureRegistries.Add(host);
            }
        });
        if (PodLaunchers.Of(surroundings.Settings) == PodLauncherKind.Kubernetes)
        {
            services.AddKubernetesPods();
        }

        return services.BuildServiceProvider();
    }
}
