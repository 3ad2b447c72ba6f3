using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Host.Configuration;
using Odagrun.Functions.Host.Logging;
using Odagrun.Functions.Host.Standalone;
using Odagrun.GitLab.Hosting;
using Odagrun.Jobs;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes;
using Odagrun.Kubernetes.Store;
using Odagrun.Masking;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Registry;
using Odagrun.Runc;

namespace Odagrun.Functions.Host;

/// <summary>The program: options, services, and what it says when it can't start.</summary>
internal static class HostProgram
{
    private const string UntilIdle = "--until-idle";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        if (arguments.FirstOrDefault(argument => argument != UntilIdle) is { } unknown)
        {
            await error.WriteLineAsync($"'{unknown}' is not known; usage: odagrun-functions [{UntilIdle}]. Everything else is configuration: see docs/.");
            return ExitCodes.Usage;
        }

        try
        {
            using var host = Build(new StandaloneMode(arguments.Contains(UntilIdle)), output);

            // Before any service is made: one that asks for its options would stop at the first error.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            await host.RunAsync();
            return ExitCodes.Ok;
        }
        catch (Exception e) when (ConfigurationErrors.Of(e) is { Count: > 0 } problems)
        {
            await error.WriteLineAsync($"The configuration has {problems.Count} {(problems.Count == 1 ? "error" : "errors")}:");
            foreach (var problem in problems)
            {
                await error.WriteLineAsync("  " + problem);
            }

            return ExitCodes.Configuration;
        }
    }

    // The libraries know nothing of our sections: what they need of them is handed on here.
    private static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddRegistryClient().AddImageComposer();
        services.AddOptions<RegistryClientOptions>().Configure<IOptions<RegistryOptions>>((client, registry) =>
        {
            foreach (var host in registry.Value.Insecure ? [registry.Value.Host, .. registry.Value.InsecureRegistries] : registry.Value.InsecureRegistries)
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

    private static IHost Build(StandaloneMode mode, TextWriter output)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddFiles(Directory.GetCurrentDirectory()).AddEnvironmentVariables();
        var masker = new SecretMasker();
        builder.Services
            .AddSingleton<ISecretMasker>(masker)
            .AddSingleton(mode)
            .AddSingleton(output)
            .Configure<HostOptions>(options => options.ShutdownTimeout = StandaloneService.ShutdownTimeout)
            .AddJobSettings()
            .AddHostFile()
            .AddJobQueues()
            .AddGitLabRunnerApi()
            .AddImages()
            .AddPods(PodLaunchers.Of(builder.Configuration))
            .AddFunctions()
            .AddSingleton<QueueLoops>()
            .AddSingleton<TimerLoop>()
            .AddHostedService<StandaloneService>();
        builder.Logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // The poller says once what the client would say at each try.
            .AddFilter("Odagrun.GitLab", LogLevel.Error)
            .AddProvider(new MaskedConsoleProvider(masker, output, TimeProvider.System));
        return builder.Build();
    }
}
