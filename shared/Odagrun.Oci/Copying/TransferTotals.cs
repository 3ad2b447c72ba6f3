namespace Odagrun.Oci.Copying;

/// <summary>What it took to have blobs in a repository, in bytes as they are stored.</summary>
/// <param name="Mounted">Had from another repository of the same registry.</param>
/// <param name="Skipped">There already.</param>
/// <param name="Sent">Sent.</param>
public readonly record struct TransferTotals(long Mounted, long Skipped, long Sent)
{
    /// <summary>Both together.</summary>
    public static TransferTotals operator +(TransferTotals one, TransferTotals other) => one.Add(other);

    /// <summary>Both together.</summary>
    public TransferTotals Add(TransferTotals other) => new(Mounted + other.Mounted, Skipped + other.Skipped, Sent + other.Sent);
}
