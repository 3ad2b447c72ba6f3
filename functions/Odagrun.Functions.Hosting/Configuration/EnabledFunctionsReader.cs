using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>
/// Reads which functions are enabled, as the Functions runtime does: <c>AzureFunctionsJobHost__functions__N</c> (host.json
/// <c>functions</c>) names the only ones to load, <c>AzureWebJobs.NAME.Disabled</c> (or <c>AzureWebJobs_NAME_Disabled</c>) takes one away.
/// </summary>
internal static class EnabledFunctionsReader
{
    public static IServiceCollection AddEnabledFunctions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IOptionsFactory<EnabledFunctions>>(_ => new Factory(configuration));
        services.AddOptions<EnabledFunctions>().ValidateOnStart();
        if (IsDisabled(configuration, FunctionNames.PollGitLab) && !configuration.GetSection(RunnersOptions.Section).GetChildren().Any())
        {
            // Only the poller speaks for a runner; the others use the token of the job at hand, and need not be given more.
            services.AddSingleton<IOptionsFactory<RunnersOptions>>(new NoRunners());
        }

        return services;
    }

    internal static EnabledFunctions Read(IConfiguration configuration)
    {
        var all = FunctionDefinitions.All.Select(function => function.Name).ToList();
        var unknown = Allowed(configuration).Except(all, StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
        {
            throw new OptionsValidationException("functions", typeof(EnabledFunctions), unknown.Select(name =>
                $"AzureFunctionsJobHost:functions names '{name}', which is no function: there are {string.Join(", ", all)}"));
        }

        return new EnabledFunctions { Names = all.Where(name => !IsDisabled(configuration, name)).ToHashSet(StringComparer.Ordinal) };
    }

    private static bool IsDisabled(IConfiguration configuration, string name)
    {
        var allowed = Allowed(configuration);
        return (allowed.Count > 0 && !allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            || (configuration[$"AzureWebJobs.{name}.Disabled"] ?? configuration[$"AzureWebJobs_{name}_Disabled"]) is "1" or "true" or "True"
                or "TRUE";
    }

    private static List<string> Allowed(IConfiguration configuration) =>
        [.. configuration.GetSection("AzureFunctionsJobHost:functions").GetChildren().Select(child => child.Value).OfType<string>()];

    private sealed class Factory(IConfiguration configuration) : IOptionsFactory<EnabledFunctions>
    {
        public EnabledFunctions Create(string name) => Read(configuration);
    }

    private sealed class NoRunners : IOptionsFactory<RunnersOptions>
    {
        public RunnersOptions Create(string name) => new() { Runners = [] };
    }
}
