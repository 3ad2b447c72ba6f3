using System.CommandLine;
using System.Text.Json;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Sweeping;
using Odagrun.Oci.Registry;

namespace Odagrun.Cli.Sweep;

/// <summary><c>odagrun sweep</c>: tells which caches and executor images nobody uses any more, and deletes them where asked to.</summary>
internal static class SweepCommand
{
    public static Command Create(CliSurroundings surroundings)
    {
        var delete = new Option<bool>("--delete") { Description = "Delete them; without it, nothing is changed." };
        var output = new Option<string>("--output")
        {
            Description = "'table' for people, 'json' for programs.",
            DefaultValueFactory = _ => "table",
        };
        output.AcceptOnlyFromAmong("table", "json");
        var command = new Command(
            "sweep",
            "Looks for caches and executor images in the registry that nobody has used for a while, by the settings of this directory and environment.")
        {
            delete, output,
        };
        command.SetAction((result,
            cancellationToken) => RunAsync(surroundings, result.GetValue(delete), result.GetValue(output) == "json", cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliSurroundings surroundings, bool delete, bool json, CancellationToken cancellationToken)
    {
        try
        {
            var report = await SweepRun.RunAsync(surroundings.Settings, delete, surroundings.Error, cancellationToken);
            if (json)
            {
                await surroundings.Output.WriteLineAsync(
                    JsonSerializer.Serialize(SweepView.Of(report, delete), SweepJson.Default.SweepView));
            }
            else
            {
                await SweepText.WriteAsync(surroundings.Output, report, delete, "odagrun sweep --delete");
            }

            return ExitCodes.Ok;
        }
        catch (RegistryException e)
        {
            await surroundings.Error.WriteLineAsync($"the registry could not be swept: {e.Message}");
            return ExitCodes.Unavailable;
        }
        catch (Exception e) when (ConfigurationErrors.Of(e) is { Count: > 0 } problems)
        {
            await ConfigurationErrors.WriteAsync(problems, surroundings.Error);
            return ExitCodes.Configuration;
        }
    }
}
