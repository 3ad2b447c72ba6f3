using System.Runtime.InteropServices;

namespace Odagrun.Executor.Processes;

/// <summary>A program could not be started; <see cref="ErrorNumber"/> is the kernel's word.</summary>
internal sealed class ProcessStartException(string path, int errorNumber)
    : Exception($"{path} cannot be started: {Marshal.GetPInvokeErrorMessage(errorNumber)}")
{
    /// <summary>ENOENT: there is no such program (or its interpreter is missing).</summary>
    internal const int NotFound = 2;

    /// <summary>E2BIG: environment and arguments are longer than the kernel takes.</summary>
    internal const int TooBig = 7;

    /// <summary>ENOEXEC: it is for another machine, or no program at all.</summary>
    internal const int NoProgram = 8;

    /// <summary>EACCES: no permission to run it.</summary>
    internal const int NoPermission = 13;

    internal int ErrorNumber { get; } = errorNumber;
}
