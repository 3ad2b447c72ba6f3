using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>
/// The file settings come from where no Functions host reads it: <c>Values</c> of <c>local.settings.json</c>, whose keys separate sections
/// by <c>:</c> or <c>__</c>. The environment is added after it and wins.
/// </summary>
internal static class ConfigurationFiles
{
    public static IConfigurationBuilder AddLocalSettings(this IConfigurationBuilder configuration, string directory)
    {
        var local = Path.Combine(directory, "local.settings.json");
        return File.Exists(local) ? configuration.AddInMemoryCollection(Values(local)) : configuration;
    }

    /// <summary><c>appsettings.json</c>, for what is the same wherever the program runs.</summary>
    public static IConfigurationBuilder AddAppSettings(this IConfigurationBuilder configuration, string directory) =>
        configuration.AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true, reloadOnChange: false);

    internal static Dictionary<string, string?> Values(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.TryGetProperty("Values", out var values)
                ? values.EnumerateObject().ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal),
                    value => (string?)value.Value.ToString(), StringComparer.OrdinalIgnoreCase)
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new Microsoft.Extensions.Options.OptionsValidationException(
                path, typeof(ConfigurationFiles), [$"{path} can't be read: {e.Message}"]);
        }
    }
}
