using Odagrun.Caches.Stored;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Files;
using Odagrun.Executor.Artifacts;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.Pushing;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>Stores one cache or work space: a layer, and a manifest under its tag.</summary>
internal sealed class CacheStore(CacheRegistry registry, IFileCollector collector, TimeProvider clock)
{
    /// <summary>Stores it where it changed, and tells the log.</summary>
    internal async Task StoreAsync(JobSession session, EnvelopeCache entry, PathExpansion expand, CancellationToken cancellationToken)
    {
        var selection = Collect(session, expand.All(entry.Paths), entry.Untracked, cancellationToken);
        foreach (var message in selection.Messages)
        {
            session.Trace.Write(message.IsWarning ? CacheText.Warning(message.Text) : message.Text + "\n");
        }

        var environment = StoredVariables.Read(session, entry.Environment);
        if (selection.Files.Count == 0 && environment is null)
        {
            session.Trace.Write(CacheText.Warning($"{entry.Name}: there is nothing to store"));
            return;
        }

        var started = clock.GetTimestamp();
        var content = Describe(session, entry, expand, selection.Files, cancellationToken);
        if (ChangeCheck.WhyUnchanged(entry, content, environment) is { } unchanged)
        {
            session.Trace.Write($"{entry.Name}: {unchanged}; nothing is stored ({clock.GetElapsedTime(started).TotalSeconds:0.0} s)\n");
            return;
        }

        var layers = selection.Files.Count == 0
            ? []
            : new[] { await PushLayerAsync(session, entry, content.Root, selection.Files, cancellationToken) };
        await new ManifestPush(registry).RunAsync(session, entry, content, layers, environment, cancellationToken);
        var packed = CacheText.Size(layers.Sum(layer => layer.Descriptor.Size));
        session.Trace.Write(
            $"{entry.Name}: stored {content.Files} files, {CacheText.Size(content.Bytes)} ({packed} packed) in {clock.GetElapsedTime(started).TotalSeconds:0.0} s\n");
    }

    private FileSelection Collect(JobSession session, IReadOnlyList<string> paths, bool untracked, CancellationToken cancellationToken) =>
        collector.Collect(
            new FileQuery { ProjectDirectory = session.Directories.Project, Paths = paths, Untracked = untracked }, cancellationToken);

    private CacheContent Describe(
        JobSession session, EnvelopeCache entry, PathExpansion expand, IReadOnlyList<SelectedFile> files,
        CancellationToken cancellationToken)
    {
        var ordinary = files.Where(file => file.Kind == FileKind.File).ToList();
        var counted = entry.Threshold.Paths.Count == 0
            ? ordinary
            : [.. Collect(session, expand.All(entry.Threshold.Paths), false, cancellationToken).Files.Where(
                file => file.Kind == FileKind.File)];
        return new CacheContent
        {
            Version = CacheContent.CurrentVersion,
            Root = session.Directories.Project.TrimStart('/'),
            Created = clock.GetUtcNow(),
            Job = session.Job.Payload.Id,
            Files = ordinary.Count,
            Bytes = Bytes(ordinary),
            Hash = entry.Threshold.Method == EnvelopeThresholdMethod.Content
                ? ContentHash.Of(entry.Threshold.Paths.Count == 0 ? files : counted, cancellationToken)
                : null,
            Count = entry.Threshold.Method switch
            {
                EnvelopeThresholdMethod.FileCount => counted.Count,
                EnvelopeThresholdMethod.Size => Bytes(counted),
                _ => 0,
            },
            Probe = files.Count > 0 ? files[^1].Path : null,
        };
    }

    private async Task<StoredLayer> PushLayerAsync(
        JobSession session, EnvelopeCache entry, string root, IReadOnlyList<SelectedFile> files, CancellationToken cancellationToken)
    {
        var content = new SelectionContent(root, session.Directories.Project, files, Native.Libc.GetUserId(), entry.Tag);
        var options = new LayerPushOptions
        {
            Format = LayerFormat.Zstd,
            KeepOwner = true,
            Warn = text => session.Trace.Write(CacheText.Warning(text)),
        };
        var pushed = await registry.Pusher.PushAsync(registry.Repository, content, options, registry.Credentials, null, cancellationToken);
        return new StoredLayer(pushed.Layer.Descriptor, pushed.Layer.DiffId);
    }

    private static long Bytes(IEnumerable<SelectedFile> files) => files.Sum(file => FileStatus.Read(file.FullPath)?.Size ?? 0);
}
