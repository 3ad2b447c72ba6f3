namespace Odagrun.Cli.Doctor;

/// <summary>
/// One thing that was looked at. <paramref name="Check"/>: a stable name; <paramref name="Remedy"/>: what to do, null where nothing is to
/// be done.
/// </summary>
internal sealed record Finding(string Check, string Subject, FindingStatus Status, string Message, string? Remedy = null)
{
    public static Finding Ok(string check, string subject, string message) => new(check, subject, FindingStatus.Ok, message);

    public static Finding Skipped(string check, string subject, string why) => new(check, subject, FindingStatus.Skipped, why);

    public static Finding Warning(string check, string subject, string message, string remedy) =>
        new(check, subject, FindingStatus.Warning, message, remedy);

    public static Finding Problem(string check, string subject, string message, string remedy) =>
        new(check, subject, FindingStatus.Problem, message, remedy);
}
