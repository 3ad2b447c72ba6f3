namespace Odagrun.Kubernetes.Store;

/// <summary>
/// A sealed part, or a piece of one: <paramref name="Content"/> under <paramref name="Key"/> of the Secret <paramref name="Secret"/>.
/// </summary>
internal sealed record StoredPiece(string Secret, string Key, ReadOnlyMemory<byte> Content)
{
    /// <summary>Where it lies.</summary>
    public override string ToString() => $"{Secret}/{Key}";
}
