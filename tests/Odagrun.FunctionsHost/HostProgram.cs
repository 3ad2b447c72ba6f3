using System.Globalization;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Odagrun.FunctionsHost;

/// <summary>The engine with host.json's settings, and the handler behind it.</summary>
internal static class HostProgram
{
    public static async Task<int> RunAsync(string folder)
    {
        var app = new FunctionApp(folder);
        using var handler = new HandlerProcess(app);
        using var host = Build(app, handler);
        await handler.StartAsync();
        await host.StartAsync();
        Console.WriteLine("Functions host is ready");
        var stopping = host.WaitForShutdownAsync();
        return await Task.WhenAny(stopping, handler.Broken) == stopping ? 0 : 1;
    }

    private static IHost Build(FunctionApp app, HandlerProcess handler)
    {
        var builder = new HostBuilder();
        builder.ConfigureAppConfiguration(configuration => app.AddDisabledTo(app.AddTo(configuration).AddEnvironmentVariables()));
        builder.ConfigureWebJobs((context, jobs) =>
        {
            jobs.AddAzureStorageCoreServices();
            jobs.AddTimers();
            jobs.AddAzureStorageQueues(queues =>
            {
                queues.BatchSize = int.Parse(app.Queues("batchSize")!, CultureInfo.InvariantCulture);
                queues.NewBatchThreshold = int.Parse(app.Queues("newBatchThreshold")!, CultureInfo.InvariantCulture);
                queues.MaxDequeueCount = int.Parse(app.Queues("maxDequeueCount")!, CultureInfo.InvariantCulture);
                queues.VisibilityTimeout = TimeSpan.Parse(app.Queues("visibilityTimeout")!, CultureInfo.InvariantCulture);
                queues.MaxPollingInterval = TimeSpan.Parse(app.Queues("maxPollingInterval")!, CultureInfo.InvariantCulture);
            });
            if (context.Configuration["AzureFunctionsWebHost:hostid"] is { } id)
            {
                jobs.UseHostId(id);
            }
        });
        builder.ConfigureServices((context, services) =>
        {
            services.AddSingleton<IHandler>(handler);
            services.AddSingleton<ITypeLocator, Types>();
            services.Configure<SingletonOptions>(singleton =>
            {
                singleton.ListenerLockPeriod = TimeSpan.Parse(app.Singleton("listenerLockPeriod")!, CultureInfo.InvariantCulture);
                singleton.ListenerLockRecoveryPollingInterval = TimeSpan.Parse(
                    app.Singleton("listenerLockRecoveryPollingInterval")!, CultureInfo.InvariantCulture);
            });
        });
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole());
        builder.UseConsoleLifetime();
        return builder.Build();
    }

    private sealed class Types : ITypeLocator
    {
        public IReadOnlyList<Type> GetTypes() => [typeof(Functions)];
    }
}
