namespace Odagrun.GitLab.Http;

/// <summary>An answer, or none and the reason; disposing frees the answer.</summary>
internal sealed record ApiAnswer(HttpResponseMessage? Response, CallNotes Notes, string? Problem) : IDisposable
{
    /// <summary>The status; 0 for no answer.</summary>
    public int Status => (int?)Response?.StatusCode ?? 0;

    /// <summary>A header's first value, null when absent or blank.</summary>
    public string? Header(string name) =>
        Response is not null && Response.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { } value
            && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;

    public void Dispose() => Response?.Dispose();
}
