namespace Odagrun.Lab.Yaml;

/// <summary>A scalar; <paramref name="IsPlain"/> ones (unquoted) may stand for a boolean, a number or nothing.</summary>
internal sealed record CiScalar(string Text, bool IsPlain, int Line) : CiNode(Line)
{
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>YAML 1.1's booleans, as GitLab reads them.</summary>
    public bool? Boolean => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };
}
