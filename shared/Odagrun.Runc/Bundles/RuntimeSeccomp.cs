using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>A filter of system calls.</summary>
internal sealed record RuntimeSeccomp
{
    [JsonPropertyName("defaultAction")]
    public required string DefaultAction { get; init; }

    [JsonPropertyName("syscalls")]
    public required IReadOnlyList<RuntimeSyscallRule> Syscalls { get; init; }
}
