using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Host.CustomHandler;
using Odagrun.Functions.Host.Standalone;
using Odagrun.Functions.Host.Sweeping;
using Odagrun.Functions.Hosting.Configuration;

namespace Odagrun.Functions.Host;

/// <summary>The program: which of its two hosts it is, and what it says when it can't start.</summary>
internal static class HostProgram
{
    private const string UntilIdle = "--until-idle";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var isSweep = arguments is [SweepCommand.Name] or [SweepCommand.Name, SweepCommand.Delete];
        if (!isSweep && arguments.FirstOrDefault(argument => argument != UntilIdle) is { } unknown)
        {
            await error.WriteLineAsync(
                $"'{unknown}' is not known; usage: odagrun-functions [{UntilIdle} | {SweepCommand.Name} [{SweepCommand.Delete}]]. Everything else is configuration: see docs/.");
            return ExitCodes.Usage;
        }

        try
        {
            if (isSweep)
            {
                return await SweepCommand.RunAsync(
                    arguments.Contains(SweepCommand.Delete), Settings(), output, error, CancellationToken.None);
            }

            using var host = Build(arguments, output);

            // Before any service is made: one that asks for its options would stop at the first error.
            host.Services.GetRequiredService<IStartupValidator>().Validate();
            var end = host.Services.GetService<StandaloneEnd>();
            await host.RunAsync();
            return end?.ExitCode ?? ExitCodes.Ok;
        }
        catch (Exception e) when (ConfigurationErrors.Of(e) is { Count: > 0 } problems)
        {
            await ConfigurationErrors.WriteAsync(problems, error);
            return ExitCodes.Configuration;
        }
    }

    private static IHost Build(string[] arguments, TextWriter output)
    {
        var here = Directory.GetCurrentDirectory();
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (arguments.Length == 0 && HandlerAddress.Find(environment) is { } address)
        {
            // The Functions host hands its settings on, those of local.settings.json among them.
            return HandlerApplication.Build(
                address, new ConfigurationBuilder().AddAppSettings(here).AddConfiguration(environment).Build(), output);
        }

        return StandaloneApplication.Build(new StandaloneMode(arguments.Contains(UntilIdle)), Settings(), output);
    }

    private static IConfigurationRoot Settings()
    {
        var here = Directory.GetCurrentDirectory();
        return new ConfigurationBuilder().AddAppSettings(here).AddLocalSettings(here).AddEnvironmentVariables().Build();
    }
}
