namespace Odagrun.Kubernetes.Settings;

/// <summary>
/// A taint a pod puts up with, written <c>key=value:effect</c>, <c>key:effect</c> or <c>key</c>; without a value any value, without an
/// effect any effect.
/// </summary>
public sealed record PodToleration(string Key, string? Value, string? Effect)
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    /// <summary>Reads one; null for anything else.</summary>
    public static PodToleration? TryParse(string text)
    {
        var colon = text.LastIndexOf(':');
        var effect = colon < 0 ? null : text[(colon + 1)..];
        var taint = (colon < 0 ? text : text[..colon]).Split('=', 2);
        return LabelSyntax.IsKey(taint[0]) && (effect is null or "" || Effects.Contains(effect))
            ? new PodToleration(taint[0], taint.Length == 2 ? taint[1] : null, effect is "" ? null : effect)
            : null;
    }
}
