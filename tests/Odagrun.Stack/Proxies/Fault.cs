namespace Odagrun.Stack.Proxies;

/// <summary>What goes wrong with the next requests whose method and path (with its query) fit; a method of <c>*</c> fits all.</summary>
public sealed record Fault(string Method, string PathPart)
{
    /// <summary>How many requests it strikes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Answer this instead of asking the server.</summary>
    public int? Status { get; init; }

    /// <summary>With the answer.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Hang up after so many bytes of the answer's body; 0: in place of the answer.</summary>
    public int? CutAnswerAfter { get; init; }

    /// <summary>Hang up after so many bytes of the request's body have gone to the server.</summary>
    public int? CutRequestAfter { get; init; }

    /// <summary>Pass the request on only when this is over; who hangs up meanwhile was never here.</summary>
    public Task Hold { get; init; } = Task.CompletedTask;

    /// <summary>Pass the request on twice, and give the second answer.</summary>
    public bool Twice { get; init; }

    internal bool Fits(string method, string path) =>
        (Method == "*" || Method == method) && path.Contains(PathPart, StringComparison.Ordinal);
}
