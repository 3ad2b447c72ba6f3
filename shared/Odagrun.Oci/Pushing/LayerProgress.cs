namespace Odagrun.Oci.Pushing;

/// <summary>How far a push is.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="TarBytes">Bytes of tar written, uncompressed.</param>
/// <param name="ExpectedTarBytes">About how many bytes of tar it will be; null: not known, or not yet.</param>
/// <param name="SentBytes">Compressed bytes that the registry has taken.</param>
public readonly record struct LayerProgress(long Entries, long TarBytes, long? ExpectedTarBytes, long SentBytes);
