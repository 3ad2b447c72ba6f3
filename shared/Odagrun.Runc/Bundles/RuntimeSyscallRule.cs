using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>What is done about some system calls, where all of <paramref name="Args"/> hold.</summary>
internal sealed record RuntimeSyscallRule(
    [property: JsonPropertyName("names")] IReadOnlyList<string> Names,
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("errnoRet")] int ErrnoReturned,
    [property: JsonPropertyName("args")] IReadOnlyList<RuntimeSyscallArgument>? Args = null);
