using Odagrun.Functions.Preparing.Services;
using Odagrun.Jobs.Failures;

namespace Odagrun.Functions.Preparing;

/// <summary>How preparing a job ended: an image and an envelope, or a failure, or something that can't be reached now.</summary>
internal sealed record Preparation
{
    /// <summary>The composed image, with digest.</summary>
    public string? Image { get; init; }

    /// <summary>The envelope's JSON.</summary>
    public ReadOnlyMemory<byte> Envelope { get; init; }

    /// <summary>The digests of the caches it uses.</summary>
    public IReadOnlyList<string> Caches { get; init; } = [];

    /// <summary>The job's services, in their order.</summary>
    public IReadOnlyList<PreparedService> Services { get; init; } = [];

    public JobFailure? Failure { get; init; }

    public string? Unreachable { get; init; }

    /// <summary>The job's configuration can't work.</summary>
    public static Preparation Refuse(JobFailure failure) => new() { Failure = failure };
}
