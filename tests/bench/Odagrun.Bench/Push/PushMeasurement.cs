using System.Globalization;
using Odagrun.Bench.Compose;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Services;

namespace Odagrun.Bench.Push;

/// <summary>
/// A root file system to a registry, and an image from there to another one, beside crane, buildah and skopeo; all by turns.
/// </summary>
internal sealed class PushMeasurement : IMeasurement
{
    private const int Times = 3;

    public string Name => "push";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        var tools = new DebianTools();
        if (await tools.FetchAsync(cancellationToken) is { } missing)
        {
            throw new ToolMissingException(missing);
        }

        using var directory = WorkDirectory.Create("bench-push");
        await File.WriteAllTextAsync(
            directory.File("policy.json"), """{"default":[{"type":"insecureAcceptAnything"}]}""", cancellationToken);
        await using var registry = await DockerRegistry.StartAsync(cancellationToken);
        await using var second = await DockerRegistry.StartAsync(cancellationToken);
        var (files, bytes) = BenchTree.Copy(directory.File("rootfs"), cancellationToken);
        var lines = Lines(directory, registry.Host, second.Host, tools);
        var results = lines.ToDictionary(line => line.What, _ => new List<MeasuredLine>());
        for (var round = 0; round < Times; round++)
        {
            foreach (var (what, line) in lines)
            {
                results[what].Add(await MeasuredLine.RunAsync(
                    line.Replace("ROUND", $"{round}", StringComparison.Ordinal), tools.LibraryPath, cancellationToken));
            }
        }

        var table = new ResultTable("Push of a root file system, copy of an image",
            ["what", "min / median / max, s", "of a core, s", "peak memory of a process, MB"]);
        foreach (var (what, measured) in results)
        {
            var seconds = measured.Select(one => one.Seconds).Order().ToList();
            var busy = measured.Select(one => one.CpuSeconds).Order().ElementAt(Times / 2);
            table.Add(
                what,
                string.Create(CultureInfo.InvariantCulture, $"{seconds[0]:F1} / {seconds[Times / 2]:F1} / {seconds[^1]:F1}"),
                string.Create(CultureInfo.InvariantCulture, $"{busy:F1}"),
                string.Create(CultureInfo.InvariantCulture, $"{measured.Max(one => one.PeakMegabytes):F0}"));
        }

        table.Note($"{files} files of this machine's /usr, {bytes / 1e6:F0} MB; both registries on this machine; by turns, {Times} times.");
        return table;
    }

    private static List<(string What, string Line)> Lines(WorkDirectory directory, string registry, string second, DebianTools tools)
    {
        var program = Path.Combine(RepositoryPaths.Root, "out", "executor-publish", "odagrun");
        var own = $"/lib64/ld-linux-x86-64.so.2 --library-path {Path.GetDirectoryName(program)} {program}";
        var (tree, tar, crane) = (directory.File("rootfs"), directory.File("layer.tar"), tools.Program("crane"));
        var storage = $"--root {directory.File("containers")} --runroot {directory.File("containers-run")} --storage-driver vfs";

        // Each round is an image of its own, or a registry would find all layers there.
        var mark = $"echo ROUND-WHAT >{tree}/round; ";
        (string What, string Line)[] lines =
        [
            ("odagrun registry_push, gzip", $"{own} registry_push --rootfs={tree} --image={registry}/own/gzip:ROUND"),
            ("odagrun registry_push, zstd", $"{own} registry_push --rootfs={tree} --image={registry}/own/zstd:ROUND --compression=zstd"),
            ("odagrun registry_push, none", $"{own} registry_push --rootfs={tree} --image={registry}/own/none:ROUND --compression=none"),
            ("tar, crane append", $"tar -C {tree} -cf {tar} .; {crane} append --insecure -f {tar} -t {registry}/crane/tar:ROUND"),
            ("tar | gzip -1, crane append",
                $"tar -C {tree} -c . | gzip -1 >{tar}.gz; {crane} append --insecure -f {tar}.gz -t {registry}/crane/gzip:ROUND"),
            ("buildah from scratch, copy, commit, push",
                $"c=$({tools.Program("buildah")} {storage} from scratch); {tools.Program("buildah")} {storage} copy -q $c {tree} / >/dev/null; "
                + $"{tools.Program("buildah")} {storage} commit -q --signature-policy {directory.File("policy.json")} $c bench >/dev/null; {tools.Program("buildah")} {storage} push -q --tls-verify=false --signature-policy {directory.File("policy.json")} bench docker://{registry}/buildah/push:ROUND; {tools.Program("buildah")} {storage} rm -a >/dev/null"),
        ];
        return
        [
            .. lines.Select(line => (line.What, mark.Replace("WHAT", line.What[^4..].Trim(), StringComparison.Ordinal) + line.Line)),
            ("odagrun registry_copy to another registry", $"{own} registry_copy {registry}/own/gzip:ROUND {second}/own/copy-ROUND:1"),
            ("crane copy", $"{crane} copy --insecure {registry}/crane/gzip:ROUND {second}/crane/copy-ROUND:1"),
            ("skopeo copy",
                $"{tools.Program("skopeo")} --insecure-policy copy -q --src-tls-verify=false --dest-tls-verify=false docker://{registry}/crane/tar:ROUND docker://{second}/skopeo/copy-ROUND:1"),
            ("odagrun registry_copy within one registry", $"{own} registry_copy {registry}/own/gzip:ROUND {registry}/own/mounted-ROUND:1"),
        ];
    }
}
