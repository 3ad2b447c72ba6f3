using System.Text.Json.Nodes;

namespace Odagrun.FunctionsHost;

/// <summary>The custom handler.</summary>
public interface IHandler
{
    /// <summary>Calls it; throws where the Functions host would count a failure.</summary>
    Task InvokeAsync(string function, string binding, JsonNode data, JsonObject metadata, CancellationToken stopping);
}
