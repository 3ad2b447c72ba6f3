namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>Checksum and size of the log as the runner sent it.</summary>
internal sealed record JobOutputRequest
{
    public string? Checksum { get; init; }

    public long? Bytesize { get; init; }
}
