using System.Globalization;
using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Tickets;

/// <summary>
/// Names one job everywhere: <c>&lt;runner&gt;-&lt;job id&gt;</c>, a DNS label, where the runner is its configured name (a-z, 0-9 and
/// inner dashes, at most 30 characters). Pods, Secrets, store entries and tickets derive from it, which is what makes steps repeatable.
/// </summary>
[JsonConverter(typeof(JobNameConverter))]
public sealed record JobName(string Runner, long JobId)
{
    /// <summary>Reads <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text is no job name.</exception>
    public static JobName Parse(string text) =>
        TryParse(text) ?? throw new FormatException($"'{text}' is no job name: expected <runner>-<job id>");

    /// <summary>As <see cref="Parse"/>, null instead of the exception.</summary>
    public static JobName? TryParse(string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && RunnerNames.IsValid(text[..dash])
            ? new JobName(text[..dash], id)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Runner}-{JobId}");
}
