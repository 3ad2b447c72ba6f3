using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>
/// Reads <c>host.json</c> in the working directory or beside the program; the defaults where there is none. As in the Functions runtime,
/// a setting <c>AzureFunctionsJobHost__extensions__queues__…</c> wins over the file.
/// </summary>
internal static class HostFileReader
{
    private const string Overrides = "AzureFunctionsJobHost:extensions:queues";

    public static IServiceCollection AddHostFile(this IServiceCollection services)
    {
        services.AddSingleton<IOptionsFactory<HostFile>>(provider => new Factory(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<HostFile>().ValidateOnStart();
        return services;
    }

    public static HostFile Read(string json, string path, IConfiguration configuration)
    {
        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var queues = document.RootElement.TryGetProperty("extensions", out var extensions)
                && extensions.TryGetProperty("queues", out var found) ? found : default;
            return Read(new HostFileValues(queues, path, configuration.GetSection(Overrides)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid([$"{path} can't be read: {e.Message}"]);
        }
    }

    private static HostFile Read(HostFileValues values)
    {
        var defaults = new HostFile();
        var file = new HostFile
        {
            BatchSize = values.Number("batchSize", defaults.BatchSize, 1, 32),
            NewBatchThreshold = values.Number("newBatchThreshold", defaults.NewBatchThreshold, 0, 10_000),
            MaxDequeueCount = values.Number("maxDequeueCount", defaults.MaxDequeueCount, 1, 1000),
            VisibilityTimeout = values.Duration("visibilityTimeout", defaults.VisibilityTimeout, TimeSpan.Zero, TimeSpan.FromDays(7)),
            MaxPollingInterval = values.Duration(
                "maxPollingInterval", defaults.MaxPollingInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
        };
        values.MustBe("messageEncoding", "base64", "tickets are written so");
        return values.Errors.Count == 0 ? file : throw Invalid(values.Errors);
    }

    private static OptionsValidationException Invalid(IEnumerable<string> errors) => new("host.json", typeof(HostFile), errors);

    private sealed class Factory(IConfiguration configuration) : IOptionsFactory<HostFile>
    {
        public HostFile Create(string name)
        {
            var path = new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
                .Select(directory => Path.Combine(directory, "host.json"))
                .FirstOrDefault(File.Exists);
            return path is null ? Read("{}", "host.json", configuration) : Read(File.ReadAllText(path), path, configuration);
        }
    }
}
