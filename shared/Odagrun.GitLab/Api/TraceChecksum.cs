namespace Odagrun.GitLab.Api;

/// <summary>CRC-32 (IEEE) and length of all trace bytes sent.</summary>
public sealed record TraceChecksum(uint Crc32, long ByteSize)
{
    /// <summary>As it goes on the wire: <c>crc32:</c> and eight hex digits.</summary>
    public string ToWire() => $"crc32:{Crc32:x8}";
}
