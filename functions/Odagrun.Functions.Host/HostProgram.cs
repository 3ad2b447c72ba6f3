using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Host.CustomHandler;
using Odagrun.Functions.Host.Standalone;
using Odagrun.Functions.Hosting.Configuration;

namespace Odagrun.Functions.Host;

/// <summary>The program: which of its two hosts it is, and what it says when it can't start.</summary>
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
            var configuration = new ConfigurationBuilder().AddFiles(Directory.GetCurrentDirectory()).AddEnvironmentVariables().Build();
            using var host = HandlerAddress.Find(configuration) is { } address && arguments.Length == 0
                ? HandlerApplication.Build(address, configuration, output)
                : StandaloneApplication.Build(new StandaloneMode(arguments.Contains(UntilIdle)), configuration, output);

            // Before any service is made: one that asks for its options would stop at the first error.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            await host.RunAsync();
            return host.Services.GetService<StandaloneEnd>()?.ExitCode ?? ExitCodes.Ok;
        }
        catch (Exception e) when (ConfigurationErrors.Of(e) is { Count: > 0 } problems)
        {
            await ConfigurationErrors.WriteAsync(problems, error);
            return ExitCodes.Configuration;
        }
    }
}
