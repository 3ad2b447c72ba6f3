namespace Odagrun.Oci.Layers;

/// <summary>What becomes of the times of a layer's entries.</summary>
/// <param name="Latest">No time is later than this one; null: each keeps its own.</param>
/// <param name="IsForAll">Every entry has <paramref name="Latest"/>, earlier ones too.</param>
public sealed record LayerTimes(DateTimeOffset? Latest, bool IsForAll)
{
    /// <summary>Each keeps its own.</summary>
    public static LayerTimes Keep { get; } = new(null, false);

    /// <summary>
    /// Later ones become <paramref name="latest"/>, as SOURCE_DATE_EPOCH wants it: what was made in a build is as old as its sources.
    /// </summary>
    public static LayerTimes Clamp(DateTimeOffset latest) => new(latest, false);

    /// <summary>All are <paramref name="time"/>.</summary>
    public static LayerTimes Fixed(DateTimeOffset time) => new(time, true);

    /// <summary>What is written for an entry's own time, whole seconds since 1970; earlier times become 0.</summary>
    internal long Of(DateTimeOffset own) =>
        Math.Max(0, (Latest is { } latest && (IsForAll || own > latest) ? latest : own).ToUnixTimeSeconds());
}
