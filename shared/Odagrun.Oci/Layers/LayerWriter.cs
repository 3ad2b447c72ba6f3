using System.IO.Compression;
using Odagrun.Oci.Blobs;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers.Tar;

namespace Odagrun.Oci.Layers;

/// <summary>
/// Collects the entries of a layer and writes them as tar and gzip, the same bytes for the same content: sorted by path, owner
/// 0:0, the group allowed what the user is (an arbitrary uid of group 0 can work with it, as OpenShift has it), missing parent
/// directories added. Not for several threads.
/// </summary>
public sealed class LayerWriter(LayerWriterOptions? options = null)
{
    /// <summary>Of directories: all for user and group, the rest may look (rwxrwxr-x).</summary>
    public const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly LayerWriterOptions _options = options ?? new();
    private readonly SortedDictionary<string, LayerSource> _sources = new(StringComparer.Ordinal);

    /// <summary>Adds a directory; the last word on a path wins.</summary>
    public void AddDirectory(string path, UnixFileMode mode = DirectoryMode) =>
        Add(new LayerEntry { Kind = LayerEntryKind.Directory, Path = path, Mode = ForGroup(mode) });

    /// <summary>Adds a file of this machine; null for <paramref name="mode"/> takes the file's own.</summary>
    public void AddFile(string path, FileInfo source, UnixFileMode? mode = null)
    {
        var own = OperatingSystem.IsWindows() ? DirectoryMode : source.UnixFileMode;
        Add(new LayerEntry
        {
            Kind = LayerEntryKind.File,
            Path = path,
            Mode = ForGroup(mode ?? own),
            Modified = Time(source),
            Size = source.Length,
        }, () => OpenFile(source));
    }

    /// <summary>Adds a file out of memory.</summary>
    public void AddFile(string path, ReadOnlyMemory<byte> content, UnixFileMode mode)
    {
        var bytes = content.ToArray();
        Add(new LayerEntry { Kind = LayerEntryKind.File, Path = path, Mode = ForGroup(mode), Size = bytes.Length },
            () => new MemoryStream(bytes, writable: false));
    }

    /// <summary>Adds a symbolic link; its target is any text.</summary>
    public void AddSymbolicLink(string path, string target) =>
        Add(new LayerEntry { Kind = LayerEntryKind.SymbolicLink, Path = path, LinkTarget = target });

    /// <summary>Adds the mark that removes the path of the layers below.</summary>
    public void AddWhiteout(string path) => Add(new LayerEntry { Kind = LayerEntryKind.Whiteout, Path = path });

    /// <summary>
    /// Adds a directory of this machine with all below it; symbolic links stay links, sockets, pipes and devices are left out.
    /// Modes are the files' own, with the group's bits as the user's.
    /// </summary>
    public void AddTree(string path, DirectoryInfo source)
    {
        var mode = OperatingSystem.IsWindows() ? DirectoryMode : source.UnixFileMode;
        Add(new LayerEntry { Kind = LayerEntryKind.Directory, Path = path, Mode = ForGroup(mode), Modified = Time(source) });
        foreach (var child in source.EnumerateFileSystemInfos("*", Everything))
        {
            var childPath = path + "/" + child.Name;
            if (child.LinkTarget is { } target)
            {
                Add(new LayerEntry { Kind = LayerEntryKind.SymbolicLink, Path = childPath, LinkTarget = target, Modified = Time(child) });
            }
            else if (child is DirectoryInfo directory)
            {
                AddTree(childPath, directory);
            }
            else if (child is FileInfo file && UnixFileType.IsRegular(file.FullName))
            {
                AddFile(childPath, file);
            }
        }
    }

    /// <summary>
    /// Writes the layer to <paramref name="destination"/>, which stays open; nothing is kept in memory but the entries' names.
    /// </summary>
    /// <exception cref="LayerContentException">A file changed its size meanwhile.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public Task<WrittenLayer> WriteAsync(Stream destination, CancellationToken cancellationToken) =>
        Task.Run(() => Write(destination, cancellationToken), cancellationToken);

    private WrittenLayer Write(Stream destination, CancellationToken cancellationToken)
    {
        using var stored = new HashingWriteStream(destination);
        using var gzip = _options.Gzip?.Invoke(stored) ?? new GZipStream(stored, _options.Compression, leaveOpen: true);
        using var plain = new HashingWriteStream(gzip);
        var tar = new TarEntryWriter(
            new TarStream(plain), _options.Modified is { } time ? LayerTimes.Fixed(time) : LayerTimes.Keep, keepsOwner: false);
        foreach (var source in _sources.Values)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var content = source.Open?.Invoke() ?? Stream.Null;
            tar.Write(source.Entry with { Content = content });
        }

        tar.End();
        gzip.Dispose();
        var descriptor = new Descriptor { MediaType = MediaTypes.OciLayerGzip, Digest = stored.Finish(), Size = stored.Count };
        return new WrittenLayer(descriptor, plain.Finish());
    }

    private static EnumerationOptions Everything { get; } = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private void Add(LayerEntry entry, Func<Stream>? open = null)
    {
        var path = Normalize(entry.Path);
        if (LayerPath.Name(path).StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal))
        {
            throw new LayerFormatException(
                $"'{path}' cannot be put into a layer: the prefix {LayerPath.WhiteoutPrefix} is its mark for removed files");
        }

        for (var parent = LayerPath.Parent(path); parent.Length > 0; parent = LayerPath.Parent(parent))
        {
            var directory = new LayerSource(new LayerEntry { Kind = LayerEntryKind.Directory, Path = parent, Mode = DirectoryMode });
            if (!_sources.TryAdd(parent, directory) && _sources[parent].Entry.Kind != LayerEntryKind.Directory)
            {
                throw new LayerFormatException($"'{path}' cannot be put into a layer: '{parent}' is there already, and is no directory");
            }
        }

        // An empty path is the image's root, which every runtime has made already.
        if (path.Length > 0)
        {
            _sources[path] = new LayerSource(entry with { Path = path }, open);
        }
    }

    private static string Normalize(string path) => LayerPath.Normalize(path, "a name", LayerLimits.Default.PathBytes);

    // Set-uid and set-gid are meant for the owner that the file no longer has.
    private static UnixFileMode ForGroup(UnixFileMode mode)
    {
        var kept = mode & ~(UnixFileMode.SetUser | UnixFileMode.SetGroup);
        var user = (int)kept & 0x1C0;
        return kept | (UnixFileMode)(user >> 3);
    }

    private static DateTimeOffset Time(FileSystemInfo info) => new(info.LastWriteTimeUtc, TimeSpan.Zero);

    private static FileStream OpenFile(FileInfo source) =>
        new(source.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1,
            FileOptions.SequentialScan | FileOptions.Asynchronous);
}
