using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Functions.Hosting.Logging;
using Odagrun.GitLab.Hosting;
using Odagrun.Jobs;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes;
using Odagrun.Kubernetes.Store;
using Odagrun.Masking;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Registry;
using Odagrun.Runc;

namespace Odagrun.Functions.Hosting.Composition;

/// <summary>What all three hosts are made of.</summary>
internal static class OdagrunServices
{
    /// <summary>
    /// The functions with everything they need, settings from <paramref name="builder"/>'s configuration, logs to
    /// <paramref name="output"/>.
    /// </summary>
    public static void AddOdagrun(this IHostApplicationBuilder builder, TextWriter output)
    {
        var masker = new SecretMasker();
        builder.Services
            .AddSingleton<ISecretMasker>(masker)
            .Configure<HostOptions>(options => options.ShutdownTimeout = Draining.ShutdownTimeout)
            .AddJobSettings()
            .AddHostFile()
            .AddEnabledFunctions(builder.Configuration)
            .AddJobQueues()
            .AddGitLabRunnerApi()
            .AddImages()
            .AddPods(PodLaunchers.Of(builder.Configuration))
            .AddFunctions()
            .AddSingleton<Draining>()
            .AddSingleton<TicketSlots>()
            .AddSingleton<IFunctionCalls, FunctionInvoker>();
        builder.Logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // The poller says once what the client would say at each try.
            .AddFilter("Odagrun.GitLab", LogLevel.Error)
            .AddProvider(new MaskedConsoleProvider(masker, output, TimeProvider.System));
    }

    // The libraries know nothing of our sections: what they need of them is handed on here.
    private static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddRegistryClient().AddImageComposer();
        services.AddOptions<RegistryClientOptions>().Configure<IOptions<RegistryOptions>>((client, registry) =>
        {
            foreach (var host in registry.Value.Insecure
                ? [registry.Value.Host, .. registry.Value.InsecureRegistries]
                : registry.Value.InsecureRegistries)
            {
                client.InsecureRegistries.Add(host);
            }
        });
        services.AddOptions<ImageComposerOptions>()
            .Configure<IOptions<RegistryOptions>>((composer, registry) => composer.BaseRepository = registry.Value.Repository + "/base");
        return services;
    }

    private static IServiceCollection AddPods(this IServiceCollection services, PodLauncherKind launcher)
    {
        if (launcher == PodLauncherKind.Kubernetes)
        {
            return services.AddSecretJobStore().AddKubernetesPods();
        }

        services.AddDirectoryJobStore().AddRuncPods();
        services.AddOptions<RuncOptions>().PostConfigure<IOptions<PodsOptions>>((runc, pods) => runc.Uid = pods.Value.UserId ?? runc.Uid);
        return services;
    }
}
