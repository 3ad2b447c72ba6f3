using System.Buffers;
using Odagrun.Caches.Naming;
using Odagrun.Executor.Archives.Extracting;
using Odagrun.Oci.Layers;

namespace Odagrun.Executor.Caches.Restoring;

/// <summary>
/// Writes a stored layer's entries below a directory. Files of ordinary size are written by several threads while the next ones are
/// being unpacked; anything that a cache can't hold is refused.
/// </summary>
internal sealed class CacheWriter(string root, string directory) : IAsyncDisposable
{
    private const int AtOnce = 4;
    private const int MostInMemory = 1 << 20;
    private const int BufferSize = 128 * 1024;

    private readonly string _lists = ProjectDirectory.FileListsOf(root);
    private readonly WritingPlaces _places = new(directory);
    private readonly SemaphoreSlim _room = new(AtOnce);
    private Exception? _failure;

    /// <summary>Writes one entry, or has it written.</summary>
    internal async Task WriteAsync(LayerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Kind == LayerEntryKind.Directory && (entry.Path == root || root.StartsWith(entry.Path + "/", StringComparison.Ordinal)))
        {
            return;
        }

        if (entry.Path == _lists || entry.Path.StartsWith(_lists + "/", StringComparison.Ordinal))
        {
            // Said to git, where the layer is part of an image.
            return;
        }

        if (!entry.Path.StartsWith(root + "/", StringComparison.Ordinal)
            || entry.Kind is not (LayerEntryKind.File or LayerEntryKind.Directory or LayerEntryKind.SymbolicLink))
        {
            throw new LayerFormatException(
                $"its layer holds '{entry.Path}' ({entry.Kind}), which is nothing that a cache may hold; it was not written by this runner");
        }

        var path = _places.Resolve(entry.Path[(root.Length + 1)..]);
        switch (entry.Kind)
        {
            case LayerEntryKind.Directory:
                _places.MakeDirectory(path, entry.Mode, entry.Modified);
                break;
            case LayerEntryKind.SymbolicLink:
                // What is still being written may lie where the link leads.
                await DrainAsync();
                _places.MakeLink(path, entry.LinkTarget);
                break;
            default:
                await WriteFileAsync(path, entry, cancellationToken);
                break;
        }
    }

    /// <summary>Waits for all files; modes and times of directories come last.</summary>
    internal async Task FinishAsync()
    {
        await DrainAsync();
        _places.FinishDirectories();
    }

    public async ValueTask DisposeAsync()
    {
        for (var at = 0; at < AtOnce; at++)
        {
            await _room.WaitAsync();
        }

        _room.Dispose();
    }

    private async Task WriteFileAsync(string path, LayerEntry entry, CancellationToken cancellationToken)
    {
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }

        WritingPlaces.Clear(path);
        if (entry.Size > MostInMemory)
        {
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
            {
                await entry.Content.CopyToAsync(file, BufferSize, cancellationToken);
            }

            WritingPlaces.Describe(path, entry.Mode, entry.Modified);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, entry.Size));
        await entry.Content.ReadExactlyAsync(buffer.AsMemory(0, (int)entry.Size), cancellationToken);
        await _room.WaitAsync(cancellationToken);
        _ = Task.Run(() => WriteBuffered(path, entry, buffer), CancellationToken.None);
    }

    private void WriteBuffered(string path, LayerEntry entry, byte[] buffer)
    {
        try
        {
            using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                RandomAccess.Write(file, buffer.AsSpan(0, (int)entry.Size), 0);
            }

            WritingPlaces.Describe(path, entry.Mode, entry.Modified);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure ??= e;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _room.Release();
        }
    }

    private async Task DrainAsync()
    {
        for (var at = 0; at < AtOnce; at++)
        {
            await _room.WaitAsync();
        }

        _room.Release(AtOnce);
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }
}
