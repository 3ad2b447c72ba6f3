using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>User and group, as numbers.</summary>
internal sealed record RuntimeUser([property: JsonPropertyName("uid")] int Uid, [property: JsonPropertyName("gid")] int Gid)
{
    /// <summary>Further groups; null: none.</summary>
    [JsonPropertyName("additionalGids"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? AdditionalGids { get; init; }
}
