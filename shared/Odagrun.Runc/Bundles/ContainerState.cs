using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>runc's state.json: which process is the container's first, as the machine sees it.</summary>
internal sealed record ContainerState(
    [property: JsonPropertyName("init_process_pid")] int ProcessId,
    [property: JsonPropertyName("init_process_start")] ulong StartTime);
