using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Hosting.Composition;
using Odagrun.Functions.Sweeping;

namespace Odagrun.Functions.Hosting.Sweeping;

/// <summary>A sweep by hand, with the settings of the functions.</summary>
internal static class SweepRun
{
    /// <summary>Sweeps once; without <paramref name="delete"/> it only looks.</summary>
    public static async Task<SweepReport> RunAsync(
        IConfiguration configuration, bool delete, TextWriter log, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.AddOdagrun(log);
        using var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        return await host.Services.GetRequiredService<RegistrySweep>().RunAsync(delete, cancellationToken);
    }
}
