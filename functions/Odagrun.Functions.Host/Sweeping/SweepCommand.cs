using Microsoft.Extensions.Configuration;
using Odagrun.Functions.Hosting.Sweeping;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Host.Sweeping;

/// <summary><c>odagrun-functions sweep</c>: what <c>odagrun sweep</c> does, where the functions' image is all there is.</summary>
internal static class SweepCommand
{
    public const string Name = "sweep";
    public const string Delete = "--delete";

    /// <summary>Runs it with the settings of the functions.</summary>
    public static async Task<int> RunAsync(
        bool delete, IConfiguration configuration, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await SweepText.WriteAsync(output, await SweepRun.RunAsync(configuration, delete, error, cancellationToken), delete,
                $"odagrun-functions {Name} {Delete}");
            return ExitCodes.Ok;
        }
        catch (RegistryException e)
        {
            await error.WriteLineAsync($"the registry could not be swept: {e.Message}");
            return ExitCodes.Failed;
        }
    }
}
