using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>The container's root directory.</summary>
internal sealed record RuntimeRoot([property: JsonPropertyName("path")] string Path);
