using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Odagrun.Oci.Layers.Tar;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>
/// Entries in, compressed blocks out: one thread reads the entries and hashes their tar, all cores compress, and the blocks come out
/// in their order. No more blocks exist than cores, and a few.
/// </summary>
internal sealed class PackingLine : IAsyncDisposable
{
    // More cores than the network and one hashing thread can feed would only cost memory.
    private const int MostWorkers = 12;
    private const int Waiting = 2;

    private readonly IBlockFormat _format;
    private readonly BlockPool _pool;
    private readonly CancellationTokenSource _stop;
    private readonly Task<Digest> _reading;
    private readonly Channel<Task<PackBlock>> _blocks = Channel.CreateUnbounded<Task<PackBlock>>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private long _entries;
    private long _tarBytes;

    public PackingLine(ILayerContent content, LayerPushOptions options, IBlockFormat format, CancellationToken cancellationToken)
    {
        _format = format;
        _pool = new BlockPool(Math.Min(Environment.ProcessorCount, MostWorkers) + Waiting, format.BlockBytes);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = Task.Factory.StartNew(
            () => Read(content, options), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Entries read so far.</summary>
    public long Entries => Interlocked.Read(ref _entries);

    /// <summary>Bytes of tar so far.</summary>
    public long TarBytes => Interlocked.Read(ref _tarBytes);

    /// <summary>
    /// The next piece of the stored layer, valid until the next call; null at the end. Throws what went wrong with the entries.
    /// </summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return _format.Header;
        await foreach (var packing in _blocks.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            var block = await packing.ConfigureAwait(false);
            yield return block.Packed.Memory;
            _pool.Return(block);
        }

        await _reading.ConfigureAwait(false);
        yield return _format.Trailer();
    }

    /// <summary>The digest of the tar; after all was read.</summary>
    public Task<Digest> DiffIdAsync() => _reading;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // Whoever reads has been told what went wrong; here it is only waited for.
        await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_blocks.Reader.TryRead(out var packing))
        {
            await ((Task)packing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _pool.Dispose();
        _stop.Dispose();
    }

    private Digest Read(ILayerContent content, LayerPushOptions options)
    {
        try
        {
            using var tar = new BlockTar(_pool, _format, Leave, _stop.Token);
            var writer = new TarEntryWriter(tar, options.Times, options.KeepOwner);
            var nursery = new NurserySweep();
            foreach (var item in content.Read(options.Warn ?? (_ => { })))
            {
                _stop.Token.ThrowIfCancellationRequested();
                writer.Write(item);
                nursery.Run();
                Interlocked.Exchange(ref _entries, writer.Count);
                Interlocked.Exchange(ref _tarBytes, tar.Count);
            }

            writer.End();
            var digest = tar.Finish();
            Interlocked.Exchange(ref _tarBytes, tar.Count);
            return digest;
        }
        finally
        {
            _blocks.Writer.Complete();
        }
    }

    private void Leave(PackBlock block) => _blocks.Writer.TryWrite(Task.Run(() =>
    {
        _format.Pack(block);
        return block;
    }));
}
