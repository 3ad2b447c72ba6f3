using System.Globalization;
using Odagrun.Handover;
using Odagrun.Runc.Pods;

namespace Odagrun.Runc.Bundles;

/// <summary>What is mounted into a container, in order.</summary>
internal static class ContainerMounts
{
    private const string Resolver = "/etc/resolv.conf";

    public static IReadOnlyList<RuntimeMount> For(PodPaths pod, RunMode mode, long sharedMemoryBytes, bool hasCgroup)
    {
        // A user namespace of one user has no group for terminals, and only the owner of the network may mount its sysfs.
        string[] terminals = ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"];
        List<RuntimeMount> mounts =
        [
            new("/proc", "proc", "proc", "nosuid", "noexec", "nodev"),
            new("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
            new("/dev/pts", "devpts", "devpts", mode.HasOtherUsers ? [.. terminals, "gid=5"] : terminals),
            new("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777",
                string.Create(CultureInfo.InvariantCulture, $"size={sharedMemoryBytes}")),
            new("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"),
            mode.IsUserNamespace
                ? new("/sys", "none", "/sys", "rbind", "nosuid", "noexec", "nodev", "ro")
                : new("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro"),
        ];
        if (hasCgroup)
        {
            // Runtimes read their limits there.
            mounts.Add(new("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "relatime", "ro"));
        }

        mounts.Add(ReadOnly("/etc/hosts", pod.Hosts));
        if (File.Exists(Resolver))
        {
            mounts.Add(ReadOnly(Resolver, Resolver));
        }

        mounts.Add(ReadOnly(ExecutorEnvironment.DefaultEnvelopePath, pod.Envelope));
        mounts.Add(new(ExecutorEnvironment.DefaultTerminationLog, "bind", pod.TerminationLog, "bind", "rw", "nosuid", "nodev", "noexec"));
        return mounts;
    }

    private static RuntimeMount ReadOnly(string destination, string source) =>
        new(destination, "bind", source, "bind", "ro", "nosuid", "nodev", "noexec");
}
