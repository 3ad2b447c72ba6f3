namespace Odagrun.Oci.Copying;

/// <summary>How far a copy is: bytes that are where they belong, of those known so far.</summary>
public readonly record struct TransferProgress(long Done, long Total);
