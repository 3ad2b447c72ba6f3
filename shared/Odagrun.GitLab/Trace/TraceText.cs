namespace Odagrun.GitLab.Trace;

/// <summary>Terminal codes as GitLab Runner writes them and GitLab's log view knows them.</summary>
public static class TraceText
{
    /// <summary>Failures.</summary>
    public const string BoldRed = "\x1b[31;1m";

    /// <summary>Commands and success.</summary>
    public const string BoldGreen = "\x1b[32;1m";

    /// <summary>Warnings.</summary>
    public const string BoldYellow = "\x1b[33;1m";

    /// <summary>Warnings of less weight.</summary>
    public const string Yellow = "\x1b[0;33m";

    /// <summary>Heads of sections.</summary>
    public const string BoldCyan = "\x1b[36;1m";

    /// <summary>Back to normal.</summary>
    public const string Reset = "\x1b[0;m";

    /// <summary>Erases to the end of the line: what hides a section marker from people.</summary>
    public const string ClearLine = "\x1b[0K";
}
