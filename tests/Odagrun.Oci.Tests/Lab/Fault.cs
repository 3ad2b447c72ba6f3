namespace Odagrun.Oci.Tests.Lab;

/// <summary>What goes wrong once, for the first request whose method and path fit.</summary>
internal sealed record Fault(string Method, string PathPart)
{
    /// <summary>Answer this instead of asking the registry.</summary>
    public int? Status { get; init; }

    /// <summary>With the answer.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Hang up after so many bytes of the answer's body.</summary>
    public int? CutAnswerAfter { get; init; }

    /// <summary>Hang up after so many bytes of the request's body have gone to the registry.</summary>
    public int? CutRequestAfter { get; init; }
}
