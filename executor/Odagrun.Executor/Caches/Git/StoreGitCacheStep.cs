using Odagrun.Caches.Naming;
using Odagrun.Caches.Stored;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Caches.Storing;
using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Caching;
using Odagrun.Executor.Git.Native;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Sources;
using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches.Git;

/// <summary>
/// Stores what the job has fetched as one more layer of the git cache; when there are many of them, or much in them is double, one
/// pack takes their place.
/// </summary>
internal sealed class StoreGitCacheStep(CacheRegistry? registry, TimeProvider clock) : IJobStep
{
    private const int MostLayers = 8;
    private const int MostGrowth = 2;
    private const int MostShallow = 1000;

    public string Section => "archive_git_cache";

    public string Header => "Saving git cache";

    public StepTime Time => StepTime.Late;

    public bool IsWanted(JobSession session) =>
        registry is not null && session.Progress.IsGood && GitCaches.Of(session) is { } entry
            && (entry.SealKey is not null || entry.Delete);

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        var entry = GitCaches.Of(session)!;
        try
        {
            await (entry.SealKey is null
                ? CacheRemoval.RunAsync(session, registry!, entry, cancellationToken)
                : StoreAsync(session, entry, cancellationToken));
        }
        catch (Exception e) when (e is RegistryException or LayerContentException or IOException or UnauthorizedAccessException
            or HttpRequestException or GitNativeException)
        {
            session.Trace.Write(CacheText.Warning($"{entry.Name} is not stored: {e.Message}"));
        }

        return null;
    }

    private async Task StoreAsync(JobSession session, EnvelopeCache entry, CancellationToken cancellationToken)
    {
        var folder = GitFolder.OfProject(session.Directories.Project);
        if (!GitVariables.FetchesSources(session) || session.Job.Payload.GitInfo?.Sha is not { Length: > 0 } sha || !folder.Exists)
        {
            session.Trace.Write($"{entry.Name}: the job has no repository, nothing is stored\n");
            return;
        }

        var used = IsBorrowed(folder) ? entry.Found : null;
        var packs = GitPacks.Own(folder);
        if (used is not null && used.Tag == entry.Tag && (packs.Count == 0 || used.Content.Git?.Head == sha))
        {
            session.Trace.Write($"{entry.Name}: it holds this commit already, nothing is stored\n");
            return;
        }

        var started = clock.GetTimestamp();
        var shallow = GitPacks.Shallow(folder);
        if (shallow.Count > MostShallow)
        {
            session.Trace.Write(
                CacheText.Warning($"{entry.Name}: the history ends at {shallow.Count} places, {MostShallow} are taken; nothing is stored"));
            return;
        }

        var git = new EnvelopeGit { Head = sha, Shallow = shallow };
        var (root, layers) = await PushLayersAsync(session, folder, used, packs, sha, cancellationToken);
        var content = new CacheContent
        {
            Version = CacheContent.CurrentVersion,
            Root = root,
            Created = clock.GetUtcNow(),
            Job = session.Job.Payload.Id,
            Files = layers.Count,
            Bytes = layers.Sum(layer => layer.Descriptor.Size),
            Count = layers[0].Descriptor.Size,
            Git = git,
            Probe = "objects/head-" + sha,
        };
        await new ManifestPush(registry!).RunAsync(session, entry, content, layers, null, cancellationToken);
        session.Trace.Write(
            $"{entry.Name}: stored as {layers.Count} {(layers.Count == 1 ? "layer" : "layers")}, {CacheText.Size(content.Bytes)}, in {clock.GetElapsedTime(started).TotalSeconds:0.0} s\n");
    }

    // A cache that turned out not to be usable was thrown away with the repository that borrowed from it.
    private static bool IsBorrowed(GitFolder folder) => File.Exists(Path.Combine(folder.GitDirectory, "objects", "info", "alternates"));

    private static string Root(JobSession session) => ProjectDirectory.GitCacheOf(session.Directories.Project).TrimStart('/');

    private async Task<(string Root, IReadOnlyList<StoredLayer> Layers)> PushLayersAsync(
        JobSession session, GitFolder folder, EnvelopeFound? used, IReadOnlyList<string> packs, string sha,
        CancellationToken cancellationToken)
    {
        var mark = Path.Combine(session.Directories.Temporary, "git-cache-head");
        await File.WriteAllTextAsync(mark, sha + "\n", cancellationToken);
        var before = (used?.Layers ?? []).Select(layer => new StoredLayer(
            new Descriptor { MediaType = layer.MediaType, Digest = Digest.Parse(layer.Digest), Size = layer.Size },
            Digest.Parse(layer.DiffId))).ToList();
        var directory = Path.Combine(folder.GitDirectory, "objects", "pack");
        var size = before.Sum(layer => layer.Descriptor.Size) + Size(directory, packs);

        // All layers of a cache begin with one path, also where this job's project lies elsewhere.
        var root = used?.Content.Root ?? Root(session);
        if (used is not null && (before.Count + 1 > MostLayers || size > MostGrowth * used.Content.Count))
        {
            directory = Path.Combine(session.Directories.Temporary, "git-cache");
            await Task.Run(() => GitPacks.WriteWhole(folder, sha, directory), cancellationToken);
            packs = [.. Directory.EnumerateFiles(directory, "*.pack").Select(path => Path.GetFileNameWithoutExtension(path))];
            before = [];
            root = Root(session);
            session.Trace.Write("git cache: packed anew\n");
        }

        return (root, [.. before, await PushAsync(session, root, directory, packs, mark, sha, cancellationToken)]);
    }

    private async Task<StoredLayer> PushAsync(
        JobSession session, string root, string directory, IReadOnlyList<string> packs, string mark, string sha,
        CancellationToken cancellationToken)
    {
        SelectedFile[] files =
        [
            new("objects/head-" + sha, mark, FileKind.File),
            .. packs.SelectMany(pack => new[] { pack + ".idx", pack + ".pack" })
                .Select(name => new SelectedFile("objects/pack/" + name, Path.Combine(directory, name), FileKind.File)),
        ];
        var content = new SelectionContent(root, session.Directories.Project, files, Native.Libc.GetUserId());

        // Packs are compressed already.
        var options = new LayerPushOptions { Format = LayerFormat.Zstd, Level = 1, KeepOwner = true };
        var pushed = await registry!.Pusher.PushAsync(registry.Repository, content, options, registry.Credentials, null, cancellationToken);
        return new StoredLayer(pushed.Layer.Descriptor, pushed.Layer.DiffId);
    }

    private static long Size(string directory, IEnumerable<string> packs) =>
        packs.Sum(pack => new FileInfo(Path.Combine(directory, pack + ".pack")).Length
            + new FileInfo(Path.Combine(directory, pack + ".idx")).Length);
}
