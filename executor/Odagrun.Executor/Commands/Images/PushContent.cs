using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images.Archives;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;

namespace Odagrun.Executor.Commands.Images;

/// <summary>The options of <c>registry_push</c> that say what goes into the layer.</summary>
internal sealed class PushContent(Option<string?> rootfs, Option<string?> archive, Option<string[]> deleted, Argument<string[]> paths)
{
    private const string DefaultRootfs = "rootfs";

    /// <summary>The layers; with <paramref name="isOptional"/> there may be none.</summary>
    internal IReadOnlyList<ILayerContent> Read(CommandCall call, bool isOptional)
    {
        if (call.Has(rootfs) && call.Has(archive))
        {
            throw new CommandException(
                "--rootfs and --archive are both given; push one on top of the other in two steps (--from)", ExitCode.Usage);
        }

        var chosen = call.Get(paths) ?? [];
        if (call.Has(archive) && chosen.Length > 0)
        {
            throw new CommandException("paths can be chosen out of a --rootfs, not out of an --archive", ExitCode.Usage);
        }

        var removals = call.Get(deleted) is { Length: > 0 } gone ? new RemovalContent(gone) : null;
        ILayerContent? content = call.Has(archive)
            ? new ArchiveContent(call.Console.Path(call.Get(archive)!))
            : call.Has(rootfs) || chosen.Length > 0 || (!isOptional && removals is null)
                ? Tree(call, chosen)
                : null;
        return [.. new[] { removals, content }.OfType<ILayerContent>() is var parts && parts.Count() == 2
            ? [new JoinedContent([.. parts])]
            : parts];
    }

    // Paths are names below the root file system, also when a shell completed them with its directory in front.
    private TreeContent Tree(CommandCall call, string[] chosen)
    {
        var written = call.Get(rootfs) ?? DefaultRootfs;
        var root = call.Console.Path(written);
        if (!Directory.Exists(root))
        {
            throw new CommandException($"the root file system '{root}' is no directory; make it, or name another one with --rootfs=DIR");
        }

        var below = root.TrimEnd('/') + "/";
        return new TreeContent(root)
        {
            Paths = chosen.Length == 0 ? null : [.. chosen.Select(path =>
                call.Console.Path(path) is var full && full.StartsWith(below, StringComparison.Ordinal) ? full[below.Length..] : path)],
        };
    }
}
