namespace Odagrun.GitLab.Http;

/// <summary>What the handlers noticed of one call, beside its answer.</summary>
internal sealed class CallNotes
{
    public static readonly HttpRequestOptionsKey<CallNotes> Key = new("odagrun.notes");

    /// <summary>How often the request was sent: more than once after an answer that asks for another try.</summary>
    public int Attempts { get; set; }

    public bool Retried => Attempts > 1;

    /// <summary>The authorities above the server's certificate, as PEM; null without TLS.</summary>
    public string? ServerChain { get; set; }

    /// <summary>The server asked for fewer requests, on the way or at the end.</summary>
    public bool Throttled { get; set; }
}
