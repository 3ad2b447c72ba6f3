using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>A condition on one argument of a system call.</summary>
internal sealed record RuntimeSyscallArgument(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("value")] ulong Value,
    [property: JsonPropertyName("valueTwo")] ulong ValueTwo,
    [property: JsonPropertyName("op")] string Operation);
