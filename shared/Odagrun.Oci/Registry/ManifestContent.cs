using Odagrun.Oci.References;

namespace Odagrun.Oci.Registry;

/// <summary>A manifest as the registry stores it: media type, digest and exact bytes.</summary>
public sealed record ManifestContent(string MediaType, Digest Digest, ReadOnlyMemory<byte> Content);
