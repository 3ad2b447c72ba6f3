using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>A base image whose manifest is known; null for scratch. <paramref name="WasAsked"/>: its registry was asked just now.</summary>
internal sealed record FoundBase(Digest? Digest, bool WasAsked, Func<CancellationToken, Task<ResolvedBase>> ReadAsync)
{
    /// <summary>One of which all is known.</summary>
    public static FoundBase Of(ResolvedBase image, bool wasAsked) => new(image.Manifest?.Digest, wasAsked, _ => Task.FromResult(image));
}
