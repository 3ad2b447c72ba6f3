namespace Odagrun.Oci.Pushing.Packing;

/// <summary>A fixed number of blocks: who reads the tree waits here when compression or the network is behind.</summary>
internal sealed class BlockPool(int count, int blockBytes) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count, count);
    private readonly Stack<PackBlock> _blocks = new(count);

    public PackBlock Rent(CancellationToken cancellationToken)
    {
        _free.Wait(cancellationToken);
        lock (_blocks)
        {
            return _blocks.TryPop(out var block) ? block : new PackBlock(blockBytes);
        }
    }

    public void Return(PackBlock block)
    {
        block.Length = 0;
        lock (_blocks)
        {
            _blocks.Push(block);
        }

        _free.Release();
    }

    public void Dispose() => _free.Dispose();
}
