namespace Odagrun.Cli.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum FindingStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Was not looked at: something before it is wrong, or this installation has no such part.</summary>
    Skipped,

    /// <summary>Works, but not as well as it could, or not for long.</summary>
    Warning,

    /// <summary>Jobs will not run, or not end well.</summary>
    Problem,
}
