using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Odagrun.Functions.Hosting.Composition;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>The functions with timers and queue loops of their own.</summary>
internal static class StandaloneApplication
{
    public static IHost Build(StandaloneMode mode, IConfiguration configuration, TextWriter output)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.AddOdagrun(output);
        builder.Services
            .AddSingleton(mode)
            .AddSingleton(output)
            .AddSingleton<StandaloneEnd>()
            .AddSingleton<QueueLoops>()
            .AddSingleton<TimerLoop>()
            .AddSingleton<UntilIdle>()
            .AddHostedService<StandaloneService>();
        return builder.Build();
    }
}
