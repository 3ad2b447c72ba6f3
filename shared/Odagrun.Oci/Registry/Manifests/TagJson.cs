using System.Text.Json.Serialization;

namespace Odagrun.Oci.Registry.Manifests;

[JsonSerializable(typeof(TagPage))]
internal sealed partial class TagJson : JsonSerializerContext;
