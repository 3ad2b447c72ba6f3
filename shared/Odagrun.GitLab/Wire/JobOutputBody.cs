using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>The log's checksum and size, with final states.</summary>
internal sealed record JobOutputBody(
    [property: JsonPropertyName("checksum")] string Checksum,
    [property: JsonPropertyName("bytesize")] long ByteSize);
