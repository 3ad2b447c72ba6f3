using System.Text;
using System.Text.Json;

namespace Odagrun.GitLab.Tests.Fakes;

/// <summary>One request as the server heard it.</summary>
internal sealed record HeardRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
