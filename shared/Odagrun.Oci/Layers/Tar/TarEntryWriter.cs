using System.Globalization;
using System.Text;

namespace Odagrun.Oci.Layers.Tar;

/// <summary>Writes tar entries in ustar form, with a pax header before those that do not fit into it. Nothing of this machine gets in.</summary>
internal sealed class TarEntryWriter(Stream destination)
{
    private const string PaxName = "PaxHeaders/entry";

    private readonly byte[] _buffer = new byte[64 * 1024];

    public async Task WriteAsync(LayerSource source, CancellationToken cancellationToken)
    {
        var name = source.Kind == LayerEntryKind.Directory ? source.Path + "/" : source.Path;
        var modified = Math.Max(0, (source.Modified ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds());
        var block = new byte[TarField.BlockSize];
        var pax = new StringBuilder();
        if (!TarField.Name.TryWriteText(block, name))
        {
            Append(pax, "path", name);
        }

        if (!TarField.LinkName.TryWriteText(block, source.LinkTarget))
        {
            Append(pax, "linkpath", source.LinkTarget);
        }

        if (!TarField.Size.TryWriteNumber(block, source.Size))
        {
            Append(pax, "size", source.Size.ToString(CultureInfo.InvariantCulture));
        }

        if (pax.Length > 0)
        {
            await WritePaxAsync(Encoding.UTF8.GetBytes(pax.ToString()), modified, cancellationToken).ConfigureAwait(false);
        }

        await WriteBlockAsync(block, TypeOf(source.Kind), (long)source.Mode, modified, cancellationToken).ConfigureAwait(false);
        if (source is { Kind: LayerEntryKind.File, Open: { } open })
        {
            await WriteContentAsync(source, open, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Two blocks of zeros end a tar.</summary>
    public async Task EndAsync(CancellationToken cancellationToken) =>
        await destination.WriteAsync(new byte[2 * TarField.BlockSize], cancellationToken).ConfigureAwait(false);

    private async Task WritePaxAsync(byte[] content, long modified, CancellationToken cancellationToken)
    {
        var block = new byte[TarField.BlockSize];
        TarField.Name.TryWriteText(block, PaxName);
        TarField.Size.TryWriteNumber(block, content.Length);
        await WriteBlockAsync(block, TarType.PaxHeader, 0x1A4, modified, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(content, cancellationToken).ConfigureAwait(false);
        await PadAsync(content.Length, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteBlockAsync(byte[] block, char type, long mode, long modified, CancellationToken cancellationToken)
    {
        TarField.Mode.TryWriteNumber(block, mode);
        TarField.UserId.TryWriteNumber(block, 0);
        TarField.GroupId.TryWriteNumber(block, 0);
        TarField.Modified.TryWriteNumber(block, modified);
        block[TarField.Type.Offset] = (byte)type;
        TarField.Magic.TryWriteText(block, "ustar\000");
        if (block[TarField.Size.Offset] == 0)
        {
            // The size stands in the pax header.
            TarField.Size.TryWriteNumber(block, 0);
        }

        // Six digits, a NUL and a space.
        (TarField.Checksum with { Length = 7 }).TryWriteNumber(block, TarField.Sum(block));
        block[TarField.Checksum.Offset + 7] = (byte)' ';
        await destination.WriteAsync(block, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteContentAsync(LayerSource source, Func<Stream> open, CancellationToken cancellationToken)
    {
        var content = open();
        await using var closing = content.ConfigureAwait(false);
        long written = 0;
        while (await content.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            written += read;
            if (written <= source.Size)
            {
                await destination.WriteAsync(_buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }

        if (written != source.Size)
        {
            throw new IOException($"'{source.Path}' changed while it was put into a layer: {source.Size} bytes were announced, {written} read");
        }

        await PadAsync(written, cancellationToken).ConfigureAwait(false);
    }

    private async Task PadAsync(long size, CancellationToken cancellationToken)
    {
        var padding = (int)(-size & (TarField.BlockSize - 1));
        _buffer.AsSpan(0, padding).Clear();
        await destination.WriteAsync(_buffer.AsMemory(0, padding), cancellationToken).ConfigureAwait(false);
    }

    // The length counts its own digits.
    private static void Append(StringBuilder records, string key, string value)
    {
        var rest = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length++;
        }

        records.Append(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
    }

    private static char TypeOf(LayerEntryKind kind) => kind switch
    {
        LayerEntryKind.Directory => TarType.Directory,
        LayerEntryKind.SymbolicLink => TarType.SymbolicLink,
        _ => TarType.File,
    };
}
