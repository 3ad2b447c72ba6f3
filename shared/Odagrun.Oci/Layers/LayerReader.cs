using System.Runtime.CompilerServices;
using System.Text;
using Odagrun.Oci.Blobs;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers.Tar;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Layers;

/// <summary>
/// Reads a layer (tar, plain or compressed with gzip or zstd) entry by entry, checks each, and at the end size and digest of
/// the whole. Entries come out before the digest is known to be right: unpack to a place that is thrown away on failure.
/// </summary>
/// <param name="stream">The layer as stored; the reader disposes it.</param>
/// <param name="layer">Digest and size that the stream must have.</param>
/// <param name="diffId">The digest that the uncompressed tar must have; null: not checked.</param>
/// <param name="limits">Null: <see cref="LayerLimits.Default"/>.</param>
public sealed class LayerReader(Stream stream, Descriptor layer, Digest? diffId = null, LayerLimits? limits = null) : IAsyncDisposable
{
    private readonly LayerLimits _limits = limits ?? LayerLimits.Default;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream? _tar;

    /// <summary>All entries, in the layer's order; to be asked for once. Ends with the check of the whole layer.</summary>
    /// <exception cref="LayerFormatException">The layer is damaged, or holds what no layer may.</exception>
    public async IAsyncEnumerable<LayerEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stored = new CheckedStream(stream, new ContentCheck(layer.Digest, layer.Size, Damaged));
        _tar = await OpenTarAsync(stored, cancellationToken).ConfigureAwait(false);
        var factory = new LayerEntryFactory(_limits);
        long entries = 0;
        while (await NextHeaderAsync(cancellationToken).ConfigureAwait(false) is { } header)
        {
            if (++entries > _limits.Entries)
            {
                throw new LayerFormatException($"layer {layer.Digest} has more than {_limits.Entries} entries");
            }

            // Links and directories have no content, whatever their size field says (as Go's reader has it).
            var size = header.Type is TarType.File or TarType.OldFile or TarType.ContiguousFile ? header.Size : 0;
            var content = new LayerEntryStream(_tar, size);
            if (factory.Create(header, content) is { } entry)
            {
                yield return entry;
            }

            await content.SkipRestAsync(_buffer, cancellationToken).ConfigureAwait(false);
            await SkipPaddingAsync(size, cancellationToken).ConfigureAwait(false);
        }

        // Both to their ends: only there the digests are known.
        await DrainAsync(_tar, cancellationToken).ConfigureAwait(false);
        await DrainAsync(stored, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tar is not null)
        {
            await _tar.DisposeAsync().ConfigureAwait(false);
        }

        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Stream> OpenTarAsync(Stream stored, CancellationToken cancellationToken)
    {
        var uncompressed = await LayerCompression.DecompressAsync(stored, cancellationToken).ConfigureAwait(false);
        Stream tar = new UncompressedStream(uncompressed, layer.Digest, _limits.Bytes);
        if (diffId is { } expected)
        {
            tar = new CheckedStream(
                tar, new ContentCheck(expected, null, problem => new LayerFormatException($"the tar of layer {layer.Digest} {problem}")));
        }

        return new ReadAheadStream(tar, cancellationToken);
    }

    private LayerFormatException Damaged(string problem) => new($"layer {layer.Digest} {problem}");

    private async Task<TarHeader?> NextHeaderAsync(CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string>? extended = null;
        string? longName = null, longLink = null;
        while (await ReadBlockAsync(cancellationToken).ConfigureAwait(false) is { } header)
        {
            switch (header.Type)
            {
                case TarType.PaxHeader:
                    extended = PaxRecords.Read(await ReadExtendedAsync(header, cancellationToken).ConfigureAwait(false));
                    break;
                case TarType.PaxGlobalHeader:
                    // Says nothing about a single entry that a layer would need (git archive notes its commit so).
                    await ReadExtendedAsync(header, cancellationToken).ConfigureAwait(false);
                    break;
                case TarType.GnuLongName:
                    longName = Text(await ReadExtendedAsync(header, cancellationToken).ConfigureAwait(false));
                    break;
                case TarType.GnuLongLink:
                    longLink = Text(await ReadExtendedAsync(header, cancellationToken).ConfigureAwait(false));
                    break;
                default:
                    header = header with { Name = longName ?? header.Name, LinkName = longLink ?? header.LinkName };
                    header = extended is null ? header : PaxRecords.Apply(header, extended);
                    return header.Size >= 0 ? header : throw Damaged($"has an entry of negative size, '{header.Name}'");
            }
        }

        return extended is null && longName is null && longLink is null ? null : throw Damaged("ends after an extended header");
    }

    private async Task<TarHeader?> ReadBlockAsync(CancellationToken cancellationToken)
    {
        var block = _buffer.AsMemory(0, TarField.BlockSize);
        var read = await _tar!.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);

        // A tar that ends without its end mark is taken, as Docker does.
        return read == 0 ? null
            : read < block.Length ? throw Damaged("ends in the middle of a header")
            : TarHeader.Read(block.Span);
    }

    private async Task<byte[]> ReadExtendedAsync(TarHeader header, CancellationToken cancellationToken)
    {
        if (header.Size < 0 || header.Size > _limits.ExtendedHeaderBytes)
        {
            throw Damaged($"has an extended header of {header.Size} bytes; {_limits.ExtendedHeaderBytes} are allowed");
        }

        var content = new byte[header.Size];
        var read = await _tar!.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (read < content.Length)
        {
            throw Damaged("ends in the middle of an extended header");
        }

        await SkipPaddingAsync(header.Size, cancellationToken).ConfigureAwait(false);
        return content;
    }

    private async Task SkipPaddingAsync(long size, CancellationToken cancellationToken)
    {
        var padding = (int)(-size & (TarField.BlockSize - 1));
        await _tar!.ReadAtLeastAsync(_buffer.AsMemory(0, padding), padding, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task DrainAsync(Stream source, CancellationToken cancellationToken)
    {
        while (await source.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content).TrimEnd('\0');
}
