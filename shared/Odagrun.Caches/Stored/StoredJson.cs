using System.Text.Json.Serialization;
using Odagrun.Handover;

namespace Odagrun.Caches.Stored;

/// <summary>Generated JSON of what manifests hold.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CacheContent))]
[JsonSerializable(typeof(StoredSeal))]
internal sealed partial class StoredJson : JsonSerializerContext;
