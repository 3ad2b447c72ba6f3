using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odagrun.Functions.Host.Configuration;

/// <summary>Reads <c>host.json</c> beside the program or in the working directory; all errors at once, the defaults where there is none.</summary>
internal static class HostFileReader
{
    public static IServiceCollection AddHostFile(this IServiceCollection services)
    {
        services.AddSingleton<IOptionsFactory<HostFile>>(_ => new Factory());
        services.AddOptions<HostFile>().ValidateOnStart();
        return services;
    }

    public static HostFile Read(string json, string path)
    {
        var errors = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var queues = document.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("queues", out var found) ? found : default;
            var defaults = new HostFile();
            var file = new HostFile
            {
                BatchSize = Number(queues, "batchSize", defaults.BatchSize, 1, 32, errors),
                MaxDequeueCount = Number(queues, "maxDequeueCount", defaults.MaxDequeueCount, 1, 1000, errors),
                VisibilityTimeout = Duration(queues, "visibilityTimeout", defaults.VisibilityTimeout, TimeSpan.Zero, TimeSpan.FromDays(7), errors),
                MaxPollingInterval = Duration(queues, "maxPollingInterval", defaults.MaxPollingInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1), errors),
            };
            return errors.Count == 0 ? file : throw Invalid(errors.Select(error => $"{path}: extensions.queues.{error}"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid([$"{path} can't be read: {e.Message}"]);
        }
    }

    private static int Number(JsonElement queues, string key, int fallback, int min, int max, List<string> errors)
    {
        if (queues.ValueKind != JsonValueKind.Object || !queues.TryGetProperty(key, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        errors.Add(string.Create(CultureInfo.InvariantCulture, $"{key} is {value.GetRawText()}: give a whole number from {min} to {max}"));
        return fallback;
    }

    private static TimeSpan Duration(JsonElement queues, string key, TimeSpan fallback, TimeSpan min, TimeSpan max, List<string> errors)
    {
        if (queues.ValueKind != JsonValueKind.Object || !queues.TryGetProperty(key, out var value))
        {
            return fallback;
        }

        if (value.ValueKind == JsonValueKind.String && TimeSpan.TryParse(value.GetString(), CultureInfo.InvariantCulture, out var duration) && duration >= min && duration <= max)
        {
            return duration;
        }

        errors.Add($"{key} is {value.GetRawText()}: give a time as \"hh:mm:ss\" from {min:c} to {max:c}");
        return fallback;
    }

    private static OptionsValidationException Invalid(IEnumerable<string> errors) => new("host.json", typeof(HostFile), errors);

    private sealed class Factory : IOptionsFactory<HostFile>
    {
        public HostFile Create(string name)
        {
            var path = new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory }
                .Select(directory => Path.Combine(directory, "host.json"))
                .FirstOrDefault(File.Exists);
            return path is null ? new HostFile() : Read(File.ReadAllText(path), path);
        }
    }
}
