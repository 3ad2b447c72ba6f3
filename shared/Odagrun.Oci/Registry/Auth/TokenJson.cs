using System.Text.Json.Serialization;

namespace Odagrun.Oci.Registry.Auth;

[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class TokenJson : JsonSerializerContext;
