using Odagrun.Handover;

namespace Odagrun.Jobs.Store;

/// <summary>A sealed part and the key that opens it.</summary>
public sealed record SealedPart(ReadOnlyMemory<byte> Content, JobKey Key)
{
    /// <summary>Its size.</summary>
    public override string ToString() => $"{Content.Length} sealed bytes";
}
