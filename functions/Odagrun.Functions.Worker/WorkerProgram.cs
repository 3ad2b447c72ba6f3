using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Odagrun.Functions.Hosting.Composition;
using Odagrun.Functions.Hosting.Configuration;

namespace Odagrun.Functions.Worker;

/// <summary>The functions in an isolated worker process of the Functions host.</summary>
internal static class WorkerProgram
{
    private const int ConfigurationExitCode = 78;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        try
        {
            var builder = FunctionsApplication.CreateBuilder(arguments);
            builder.Configuration.AddAppSettings(Directory.GetCurrentDirectory()).AddEnvironmentVariables();
            ConnectionCheck.Run(builder.Configuration);

            // The host takes what a worker prints for its log: there is one way out, and it is masked.
            builder.Logging.ClearProviders();
            builder.AddOdagrun(output);
            await builder.Build().RunAsync();
            return 0;
        }
        catch (Exception e) when (ConfigurationErrors.Of(e) is { Count: > 0 } problems)
        {
            await ConfigurationErrors.WriteAsync(problems, error);
            return ConfigurationExitCode;
        }
    }
}
