using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Images;
using Odagrun.Runc.Pods;

namespace Odagrun.Runc.Bundles;

/// <summary>Writes a pod's files: runc's config, the envelope, the empty termination log.</summary>
internal sealed class BundleWriter(IOptions<RuncOptions> options)
{
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // Group 0 is one of the container's in every mode: what the group may, the container may.
    private const UnixFileMode GroupReads = UnixFileMode.UserRead | UnixFileMode.GroupRead;
    private const UnixFileMode GroupWrites = GroupReads | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;

    /// <summary>Writes all files.</summary>
    /// <exception cref="PodStartException">The image says nothing that could be run.</exception>
    public async Task WriteAsync(
        PodPaths pod, PodRequest request, PulledImage image, RunMode mode, CgroupPlan? cgroups, CancellationToken cancellationToken)
    {
        if (image.Command.Count == 0)
        {
            throw new PodStartException(PodFailure.ImageInvalid, $"image {request.Image} can't be run: it has neither Entrypoint nor Cmd");
        }

        Directory.CreateDirectory(pod.Bundle);
        await WriteFileAsync(pod.Envelope, request.Envelope, GroupReads, cancellationToken).ConfigureAwait(false);
        await WriteFileAsync(pod.TerminationLog, ReadOnlyMemory<byte>.Empty, GroupWrites, cancellationToken).ConfigureAwait(false);
        await WriteFileAsync(pod.Hosts, Hosts(request), GroupReads | UnixFileMode.OtherRead, cancellationToken).ConfigureAwait(false);
        var spec = JsonSerializer.SerializeToUtf8Bytes(Spec(pod, request, image, mode, cgroups), RuntimeJson.Default.RuntimeSpec);
        await WriteFileAsync(pod.RuntimeConfig, spec, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken)
            .ConfigureAwait(false);
    }

    private RuntimeSpec Spec(PodPaths pod, PodRequest request, PulledImage image, RunMode mode, CgroupPlan? cgroups) => new()
    {
        Process = new RuntimeProcess
        {
            User = User(request.User, mode),
            Args = image.Command,
            Env = Environment(request, image),
        },
        Root = new RuntimeRoot(pod.RootFs),
        Hostname = request.Job.ToString(),
        Mounts = ContainerMounts.For(pod, mode, options.Value.SharedMemoryBytes, cgroups is not null),
        Linux = new RuntimeLinux
        {
            CgroupsPath = cgroups is null ? null : $"{cgroups.Parent}/{pod.ControlGroup}",
            Resources = cgroups is null ? null : Resources(request.Limits, cgroups),
            Seccomp = SyscallFilter.Default,
        },
    };

    private RuntimeUser User(PodUser? wished, RunMode mode)
    {
        if (wished is null)
        {
            return new RuntimeUser(mode.ContainerUser(options.Value.Uid), 0);
        }

        return mode.IsUserNamespace && !mode.HasOtherUsers
            ? throw new PodStartException(
                PodFailure.Configuration,
                $"the job wants to run as user {wished} (user of image:docker or image:kubernetes), and its pod would run {mode}, where there is no other; "
                + "leave it out, or give the runner's user subordinate ids (/etc/subuid, package uidmap)")
            : new RuntimeUser(wished.Id, wished.Group ?? 0) { AdditionalGids = wished.Group is null or 0 ? null : [0] };
    }

    private List<string> Environment(PodRequest request, PulledImage image)
    {
        var own = new Dictionary<string, string>
        {
            [ExecutorEnvironment.Key] = request.Key.ToBase64(),
            [ExecutorEnvironment.JobName] = request.Job.ToString(),
            [ExecutorEnvironment.Grace] = ((long)options.Value.Grace.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            [ExecutorEnvironment.Envelope] = ExecutorEnvironment.DefaultEnvelopePath,
            [ExecutorEnvironment.TerminationLog] = ExecutorEnvironment.DefaultTerminationLog,
        };
        var given = (image.Config.Env ?? []).Where(entry => !own.ContainsKey(entry.Split('=', 2)[0])).ToList();
        string[] path = given.Any(entry => entry.StartsWith("PATH=", StringComparison.Ordinal)) ? [] : [DefaultPath];
        return [.. path, .. given, .. own.Select(entry => $"{entry.Key}={entry.Value}")];
    }

    private RuntimeResources Resources(PodLimits limits, CgroupPlan cgroups)
    {
        const long Period = 100_000;
        var memory = limits.MemoryBytes ?? options.Value.MemoryBytes;
        var cpu = limits.CpuMillis ?? options.Value.CpuMillis;
        var processes = limits.MaxProcesses ?? options.Value.MaxProcesses;
        return new RuntimeResources
        {
            Memory = memory is { } bytes ? new RuntimeMemory(bytes, cgroups.CountsSwap ? bytes : null) : null,
            Cpu = cpu is { } millis ? new RuntimeCpu(Math.Max(1000, millis * Period / 1000), Period) : null,
            Pids = processes is { } count ? new RuntimePids(count) : null,
        };
    }

    // The machine's own names, since its network is shared, and the container's name, which programs look up.
    private static byte[] Hosts(PodRequest request)
    {
        const string HostFile = "/etc/hosts";
        var known = File.Exists(HostFile) ? File.ReadAllText(HostFile).TrimEnd('\n') : "127.0.0.1 localhost\n::1 localhost";
        return System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{known}\n127.0.0.1 {request.Job}\n"));
    }

    private static async Task WriteFileAsync(
        string path, ReadOnlyMemory<byte> content, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(path, content, cancellationToken).ConfigureAwait(false);
        File.SetUnixFileMode(path, mode);
    }
}
