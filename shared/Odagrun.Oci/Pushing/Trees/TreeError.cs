using System.Runtime.InteropServices;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>What the kernel refused, as a sentence that names the path.</summary>
internal static class TreeError
{
    public static LayerContentException Of(string path, int error) =>
        new($"'{path}' can't be read: {Marshal.GetPInvokeErrorMessage(error)}{Advice(error)}");

    public static LayerContentException Last(string path) => Of(path, Marshal.GetLastPInvokeError());

    public static LayerContentException Changed(string path) =>
        new($"'{path}' changed while it was read: let nothing write to it until it is pushed, then try again");

    private static string Advice(int error) => error switch
    {
        TreeLibc.NoAccess => "; give the job's user the right to read it (chmod u+r, for directories u+rx), or leave it out",
        TreeLibc.NoEntry => "; something removed it meanwhile",
        _ => "",
    };
}
