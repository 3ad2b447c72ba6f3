using System.Text.Json.Serialization;

namespace Odagrun.Oci.Composing;

[JsonSerializable(typeof(Schema1Manifest))]
internal sealed partial class Schema1Json : JsonSerializerContext;
