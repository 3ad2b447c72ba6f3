using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Hosting.Composition;
using Odagrun.Functions.Sweeping;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Host.Sweeping;

/// <summary><c>odagrun-functions sweep</c>: tells what of the registry nobody uses, and deletes it where asked to.</summary>
internal static class SweepCommand
{
    public const string Name = "sweep";
    public const string Delete = "--delete";

    /// <summary>Runs it with the settings of the functions.</summary>
    public static async Task<int> RunAsync(bool delete, IConfiguration configuration, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(configuration);
        builder.AddOdagrun(error);
        using var host = builder.Build();
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        try
        {
            var report = await host.Services.GetRequiredService<RegistrySweep>().RunAsync(delete, cancellationToken);
            await WriteAsync(report, delete, output);
            return ExitCodes.Ok;
        }
        catch (RegistryException e)
        {
            await error.WriteLineAsync($"the registry could not be swept: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    private static async Task WriteAsync(SweepReport report, bool delete, TextWriter output)
    {
        foreach (var item in report.Unused.OrderBy(item => item.LastUsed))
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{item.Reference.Repository}:{item.Reference.Tag}  {item.Name}  last used {item.LastUsed:yyyy-MM-dd HH:mm}  {item.Layers.Sum(layer => layer.Size)} bytes"));
        }

        var done = delete ? "deleted" : $"would be deleted ('{Name} {Delete}' does it)";
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{report.Unused.Count} of {report.Seen} {done}; {report.Bytes} bytes of layers are free once the registry collects its garbage"));
    }
}
