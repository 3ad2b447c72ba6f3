using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>What is particular to Linux (runtime-spec, config-linux.md).</summary>
internal sealed record RuntimeLinux
{
    [JsonPropertyName("namespaces")]
    public IReadOnlyList<RuntimeNamespace> Namespaces { get; init; } = [new("pid"), new("mount"), new("ipc"), new("uts")];

    [JsonPropertyName("cgroupsPath")]
    public string? CgroupsPath { get; init; }

    [JsonPropertyName("resources")]
    public RuntimeResources? Resources { get; init; }

    [JsonPropertyName("seccomp")]
    public RuntimeSeccomp? Seccomp { get; init; }

    [JsonPropertyName("maskedPaths")]
    public IReadOnlyList<string> MaskedPaths { get; } =
    [
        "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/sched_debug",
        "/proc/scsi", "/proc/timer_list", "/proc/timer_stats", "/sys/devices/virtual/powercap", "/sys/firmware",
    ];

    [JsonPropertyName("readonlyPaths")]
    public IReadOnlyList<string> ReadonlyPaths { get; } = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];
}
