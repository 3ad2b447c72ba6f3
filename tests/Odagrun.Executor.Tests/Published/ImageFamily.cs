namespace Odagrun.Executor.Tests.Published;

/// <summary>What a job's image can be like.</summary>
public enum ImageFamily
{
    /// <summary>glibc, bash, coreutils.</summary>
    Glibc,

    /// <summary>musl, busybox' sh.</summary>
    Musl,

    /// <summary>glibc and one program, no shell.</summary>
    Distroless,

    /// <summary>One static program.</summary>
    Scratch,
}
