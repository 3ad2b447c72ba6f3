using System.Text.Json.Serialization;

namespace Odagrun.Caches.Stored;

/// <summary>Generated JSON of what manifests hold.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredContent))]
[JsonSerializable(typeof(StoredSeal))]
internal sealed partial class StoredJson : JsonSerializerContext;
