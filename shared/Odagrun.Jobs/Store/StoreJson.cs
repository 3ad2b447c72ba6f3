using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Store;

/// <summary>Generated JSON of what job stores keep.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobRecord))]
[JsonSerializable(typeof(StoredAccess))]
[JsonSerializable(typeof(JournalEntry))]
public sealed partial class StoreJson : JsonSerializerContext;
