using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>One walk through a tree.</summary>
internal sealed class TreeWalk(string root, string prefix, PathSelection selection, Action<string> warn)
{
    private readonly Dictionary<(ulong Device, ulong Inode), string> _linked = [];
    private readonly string _prefix = LayerPath.Normalize(prefix, "a name", LayerLimits.Default.PathBytes);

    public IEnumerable<LayerEntry> Read()
    {
        var open = new Stack<Frame>();
        try
        {
            var top = NodeHandle.Open(null, root, root);
            open.Push(new Frame(top, _prefix, selection));
            yield return Directory(top, top.Status(), _prefix);
            open.Peek().Begin();
            while (open.TryPeek(out var frame))
            {
                if (frame.Next() is not { } name)
                {
                    open.Pop().Handle.Dispose();
                    continue;
                }

                var child = frame.Selection.Below(name);
                var path = frame.Path.Length == 0 ? name : $"{frame.Path}/{name}";
                if (Describe(frame.Handle, name, path, out var entered) is { } item)
                {
                    CheckIsEntered(item, child, onDisk: $"{frame.Handle.Path}/{name}");
                    if (entered is not null)
                    {
                        open.Push(new Frame(entered, path, child));
                    }

                    yield return item;
                    item.Content.Dispose();
                }

                if (entered is not null)
                {
                    open.Peek().Begin();
                }
            }
        }
        finally
        {
            foreach (var frame in open)
            {
                frame.Handle.Dispose();
            }
        }
    }

    private LayerEntry? Describe(NodeHandle parent, string name, string path, out NodeHandle? entered)
    {
        entered = null;
        var onDisk = $"{parent.Path}/{name}";
        if (name.StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal))
        {
            throw new LayerContentException(
                $"'{onDisk}' can't be put into a layer: the prefix {LayerPath.WhiteoutPrefix} is its mark for removed files; rename it");
        }

        var status = parent.StatusOf(name, onDisk);
        switch (status.Type)
        {
            case NodeType.Directory:
                entered = OpenSame(parent, name, onDisk, status);
                return Directory(entered, status, path);
            case NodeType.File:
                return File(parent, name, onDisk, path, status);
            case NodeType.SymbolicLink:
                return Item(LayerEntryKind.SymbolicLink, path, status) with { LinkTarget = parent.LinkOf(name, onDisk) };
            default:
                warn($"'{onDisk}' is left out: an image holds no {Describe(status.Type)}");
                return null;
        }
    }

    private LayerEntry File(NodeHandle parent, string name, string onDisk, string path, NodeStatus status)
    {
        if (status.Links > 1)
        {
            if (_linked.TryGetValue(status.Identity, out var first))
            {
                return Item(LayerEntryKind.HardLink, path, status) with { LinkTarget = first };
            }

            _linked[status.Identity] = path;
        }

        var file = OpenSame(parent, name, onDisk, status);
        try
        {
            var attributes = NodeAttributes.Read(file);
            return Item(LayerEntryKind.File, path, status) with
            {
                Size = status.Size,
                Content = new NodeStream(file, status),
                Attributes = attributes,
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void CheckIsEntered(LayerEntry item, PathSelection selection, string onDisk)
    {
        if (item.Kind != LayerEntryKind.Directory && selection.Names.FirstOrDefault() is { } below)
        {
            item.Content.Dispose();
            throw new LayerContentException(
                $"'{onDisk}/{below}' is asked for, but '{onDisk}' is no directory; name the path without links in it");
        }
    }

    // What is opened must be what was looked at: no link, no pipe that has taken its place.
    private static NodeHandle OpenSame(NodeHandle parent, string name, string onDisk, NodeStatus status)
    {
        var node = NodeHandle.Open(parent, name, onDisk);
        if (node.Status().Identity == status.Identity)
        {
            return node;
        }

        node.Dispose();
        throw TreeError.Changed(onDisk);
    }

    private static LayerEntry Directory(NodeHandle directory, NodeStatus status, string path) => status.Type == NodeType.Directory
        ? Item(LayerEntryKind.Directory, path, status) with { Attributes = NodeAttributes.Read(directory) }
        : throw new LayerContentException($"'{directory.Path}' is no directory; name the directory that holds the files");

    private static LayerEntry Item(LayerEntryKind kind, string path, NodeStatus status) => new()
    {
        Kind = kind,
        Path = path,
        Mode = status.Mode,
        UserId = status.UserId,
        GroupId = status.GroupId,
        Modified = status.Modified,
    };

    private static string Describe(NodeType type) => type switch
    {
        NodeType.NamedPipe => "named pipes",
        NodeType.Socket => "sockets",
        _ => "devices",
    };

    private sealed class Frame(NodeHandle handle, string path, PathSelection selection)
    {
        private List<string> _names = [];
        private int _next;

        public NodeHandle Handle => handle;

        public string Path => path;

        public PathSelection Selection => selection;

        public void Begin() => _names = selection.IsWhole ? DirectoryNames.Read(handle) : [.. selection.Names];

        public string? Next() => _next < _names.Count ? _names[_next++] : null;
    }
}
