using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Odagrun.Oci.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>
/// Writes a layer's entries to a directory in the form that overlayfs takes as a lower one: removed names are character devices
/// 0:0, directories that hide what is below carry <c>user.overlay.opaque</c> (the form that needs no privileges).
/// </summary>
internal sealed class LayerUnpacker(UnpackRoot root, bool keepOwners)
{
    private readonly UnpackedNames _names = new(root);
    private readonly UnpackedMetadata _metadata = new(keepOwners);
    private readonly Dictionary<string, LayerEntry> _directories = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <summary>Bytes of all files.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes one entry; its content is read to the end.</summary>
    /// <exception cref="LayerFormatException">The entry reaches where it may not.</exception>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task WriteAsync(LayerEntry entry, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case LayerEntryKind.Directory:
                _directories[entry.Path] = entry;
                _names.MakeDirectory(entry.Path);
                break;
            case LayerEntryKind.File:
                await WriteFileAsync(entry, cancellationToken).ConfigureAwait(false);
                break;
            case LayerEntryKind.SymbolicLink:
                _metadata.SetOfLink(_names.MakeSymbolicLink(entry.Path, entry.LinkTarget), EntryPath.Name(entry.Path), entry);
                break;
            case LayerEntryKind.HardLink:
                _names.MakeHardLink(entry.Path, entry.LinkTarget);
                break;
            case LayerEntryKind.Whiteout:
                _names.MarkRemoved(entry.Path);
                break;
            case LayerEntryKind.OpaqueDirectory:
                _names.MarkOpaque(entry.Path);
                break;
            default:
                throw new LayerFormatException($"'{entry.Path}' is of a kind that can't be unpacked ({entry.Kind})");
        }
    }

    /// <summary>Gives the directories their modes and times, the deepest first: both must come after their content.</summary>
    public void Finish()
    {
        foreach (var entry in _directories.Values.OrderByDescending(entry => entry.Path, StringComparer.Ordinal))
        {
            if (root.Find(entry.Path) is { } self)
            {
                _metadata.Set(self, entry);
            }
        }
    }

    private async Task WriteFileAsync(LayerEntry entry, CancellationToken cancellationToken)
    {
        using var file = _names.MakeFile(entry.Path);
        for (var left = entry.Size; left > 0
            && await entry.Content.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) is var read and > 0; left -= read)
        {
            Write(file, _buffer.AsSpan(0, read), entry);
            Bytes += read;
        }

        _metadata.Set(file, entry);
    }

    // .NET's own write first asks the system what kind of file it is, which costs as much as a small file's write.
    private static void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, LayerEntry entry)
    {
        while (!bytes.IsEmpty)
        {
            var written = LibC.Write(file, bytes, (nuint)bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted)
            {
                throw NativeError.Last($"writing '{entry.Path}'");
            }

            bytes = bytes[(int)Math.Max(0, written)..];
        }
    }
}
