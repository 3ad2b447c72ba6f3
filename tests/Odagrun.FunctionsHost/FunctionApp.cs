using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Odagrun.FunctionsHost;

/// <summary>A function app's folder: host.json, and a function.json in one folder per function.</summary>
internal sealed class FunctionApp(string folder)
{
    private readonly JsonObject _host = Read(Path.Combine(folder, "host.json"));

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The handler's executable.</summary>
    public string Executable =>
        Path.Combine(Folder, (string?)_host["customHandler"]?["description"]?["defaultExecutablePath"]
            ?? throw new InvalidOperationException("host.json names no custom handler"));

    /// <summary>The one binding of a function.</summary>
    public JsonObject Binding(string function) =>
        Read(Path.Combine(Folder, function, "function.json"))["bindings"]!.AsArray().Single()!.AsObject();

    /// <summary>host.json as the engine reads settings, and what bindings refer to by percent signs.</summary>
    public IConfigurationBuilder AddTo(IConfigurationBuilder configuration)
    {
        var values = new Dictionary<string, string?>();
        foreach (var function in Names)
        {
            foreach (var (name, value) in Binding(function))
            {
                values[$"{function}.{name}"] = value?.ToString();
            }
        }

        return configuration.AddInMemoryCollection(values);
    }

    /// <summary>
    /// Functions that the settings do not name (<c>AzureFunctionsJobHost__functions__N</c>) as the engine takes them away.
    /// </summary>
    public IConfigurationBuilder AddDisabledTo(IConfigurationBuilder configuration)
    {
        var named = configuration.Build().GetSection("AzureFunctionsJobHost:functions").GetChildren().Select(child => child.Value).ToList();
        return configuration.AddInMemoryCollection(Names
            .Where(name => named.Count > 0 && !named.Contains(name))
            .ToDictionary(name => $"AzureWebJobs.{name}.Disabled", string? (_) => "true"));
    }

    private IEnumerable<string> Names =>
        Directory.EnumerateDirectories(Folder).Where(directory => File.Exists(Path.Combine(directory, "function.json")))
            .Select(Path.GetFileName).OfType<string>();

    /// <summary>A value of <c>extensions.queues</c>.</summary>
    public string? Queues(string key) => (string?)_host["extensions"]?["queues"]?[key]?.ToString();

    /// <summary>A value of <c>singleton</c>.</summary>
    public string? Singleton(string key) => (string?)_host["singleton"]?[key]?.ToString();

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();
}
