using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary>Generated JSON of the objects of image.openshift.io/v1.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StreamTag))]
[JsonSerializable(typeof(ImageStream))]
[JsonSerializable(typeof(ApiStatus))]
internal sealed partial class StreamJson : JsonSerializerContext;
