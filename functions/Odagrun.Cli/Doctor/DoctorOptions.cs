namespace Odagrun.Cli.Doctor;

/// <summary>
/// What the command line asks of the doctor. <paramref name="Account"/>: whose rights are looked at, null: the caller's own.
/// </summary>
internal sealed record DoctorOptions(bool Json, TimeSpan Timeout, string? Account, bool CreateQueues);
