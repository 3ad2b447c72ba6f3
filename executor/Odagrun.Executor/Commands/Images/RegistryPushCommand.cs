using System.CommandLine;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Labels;
using Odagrun.Oci.Building;
using Odagrun.Oci.Copying;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;

namespace Odagrun.Executor.Commands.Images;

/// <summary><c>registry_push</c>: an image out of a directory, an archive, another image, or one on top of the other.</summary>
internal sealed class RegistryPushCommand : RegistryCommand
{
    private readonly TimeProvider _clock;
    private readonly ImageSelector _source;
    private readonly PushContent _content;
    private readonly Option<string?> _config;
    private readonly Option<string?> _platform;
    private readonly Option<string?> _compression;
    private readonly Option<int?> _level;
    private readonly Option<bool> _keepOwner;
    private readonly Option<bool> _skipLabels;
    private readonly Option<string[]> _labels;

    public RegistryPushCommand(CommandConsole console, TimeProvider clock)
        : base(
            "registry_push", "makes an image of a directory or an archive, on top of another image or alone", "the image to make", console)
    {
        _clock = clock;
        _content = new PushContent(
            OptionalText("--rootfs", "DIR", "rootfs", "root file system to push as one layer (default: ./rootfs)"),
            OptionalText("--archive", "FILE", "rootfs.tar.gz",
                "archive of a root file system: tar (plain, gz, xz, bz2, zst, lz), zip or 7z (./rootfs.tar.gz)"),
            Texts("--delete", "PATH", "a path of the image below that the new one lacks"),
            Words("PATH", "only these paths below the root file system"));
        _source = Source("the image below");
        _config = Text(
            "--config", "FILE", "image config as JSON (Cmd, Entrypoint, Env, User, WorkingDir…), laid over that of the image below");
        _platform = Text(
            "--platform", "OS/ARCH", "which platform of the image below; 'all' copies the whole index (default: this machine's)");
        _compression = Choice("--compression", ["gzip", "zstd", "none"], "how the layer is compressed (default: gzip)");
        _level = Number("--level", "N", "gzip: 1 to 9, zstd: 1 to 19");
        _keepOwner = Switch("--keep-owner", "keep owners, groups and group permissions (default: 0:0, the group may what the user may)");
        _skipLabels = Switch("--skip-labels", "set no labels that lead back to the job");
        _labels = Texts("--label", "NAME=VALUE", "a further label");
    }

    internal override string? Example =>
        "registry_push --rootfs=out --from=debian:12-slim --config=image.json --ISR --reference=$CI_COMMIT_SHORT_SHA";

    protected override async Task RunAsync(CommandCall call, RegistrySession session, CancellationToken cancellationToken)
    {
        var target = ImageOrOwn(call, session);
        var source = ImageNames.Find(call, _source, null, session.Facts);
        var platform = call.Get(_platform);
        var layers = _content.Read(call, isOptional: source is not null);
        var options = Options(call, session);
        if (layers.Count == 0 && !call.Has(_config) && !call.Has(_labels))
        {
            // Nothing changes: the image stays what it is, to the last byte.
            await new CopyReport(_clock).RunAsync(call, session, new CopyRequest
            {
                Source = source!,
                Target = target,
                Platform = platform == "all" ? null : Platform(platform) ?? Oci.References.Platform.Current,
                Credentials = session.Credentials,
            }, cancellationToken);
            return;
        }

        if (platform == "all")
        {
            throw new CommandException(
                "--platform=all copies a whole index and can't change it; name one platform, or leave the layer, --config and --label away",
                ExitCode.Usage);
        }

        var labels = Labels(call, session);
        await BuildAsync(call, session, new BuildRequest
        {
            Target = target,
            Base = source,
            Platform = Platform(platform) ?? Oci.References.Platform.Current,
            Layers = layers,
            LayerOptions = options,
            Config = await ReadConfigAsync(call, cancellationToken),
            Labels = labels,
            Annotations = ImageLabels.Annotations(labels),
            Created = session.Created,
            Credentials = session.Credentials,
        }, cancellationToken);
    }

    private async Task BuildAsync(CommandCall call, RegistrySession session, BuildRequest request, CancellationToken cancellationToken)
    {
        var report = new PushReport(call, _clock);
        BuiltImage built;
        try
        {
            built = await session.Builder.BuildAsync(request, report, cancellationToken);
        }
        finally
        {
            report.End();
        }

        report.Finish(built);
    }

    private async Task<ReadOnlyMemory<byte>?> ReadConfigAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Get(_config) is not { } file)
        {
            return null;
        }

        return await File.ReadAllBytesAsync(call.Console.Path(file), cancellationToken);
    }

    private LayerPushOptions Options(CommandCall call, RegistrySession session)
    {
        var format = call.Get(_compression) switch
        {
            "zstd" => LayerFormat.Zstd,
            "none" => LayerFormat.None,
            _ => LayerFormat.Gzip,
        };
        var highest = format == LayerFormat.Zstd ? 19 : 9;
        if (call.Get(_level) is { } level && (level < 1 || level > highest || format == LayerFormat.None))
        {
            throw new CommandException(
                format == LayerFormat.None
                    ? "--level means nothing without compression"
                    : $"--level is {level}; {call.Get(_compression) ?? "gzip"} has 1 to {highest}", ExitCode.Usage);
        }

        return new LayerPushOptions
        {
            Format = format,
            Level = call.Get(_level),
            KeepOwner = call.Get(_keepOwner),
            Times = session.Created == DateTimeOffset.UnixEpoch ? LayerTimes.Keep : LayerTimes.Clamp(session.Created),
            Warn = call.Warn,
        };
    }

    private SortedDictionary<string, string> Labels(CommandCall call, RegistrySession session)
    {
        var labels = new SortedDictionary<string, string>(
            call.Get(_skipLabels) ? [] : session.Facts?.Labels.ToDictionary() ?? [], StringComparer.Ordinal);
        ImageLabels.Add(labels, call.Get(_labels) ?? []);
        return labels;
    }
}
