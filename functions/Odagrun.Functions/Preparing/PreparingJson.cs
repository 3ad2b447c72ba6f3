using System.Text.Json.Serialization;

namespace Odagrun.Functions.Preparing;

[JsonSerializable(typeof(ExecutorLayerFile))]
internal sealed partial class PreparingJson : JsonSerializerContext;
