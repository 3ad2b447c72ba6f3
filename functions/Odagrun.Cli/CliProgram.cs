using System.CommandLine;
using Microsoft.Extensions.Options;
using Odagrun.Cli.Doctor;
using Odagrun.Cli.FuncDeploy;
using Odagrun.Cli.Register;
using Odagrun.Cli.Sweep;

namespace Odagrun.Cli;

/// <summary>The command line: <c>odagrun register</c>, <c>odagrun doctor</c>, <c>odagrun sweep</c>.</summary>
internal static class CliProgram
{
    public static async Task<int> RunAsync(string[] arguments, CliSurroundings surroundings)
    {
        var root = new RootCommand("Odagrun: registers a runner, says what is wrong with an installation, sweeps its registry.")
        {
            RegisterCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            SweepCommand.Create(surroundings),
            FuncDeployCommand.Create(surroundings),
        };
        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            var code = await parsed.InvokeAsync(configuration);
            return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures)
            {
                await surroundings.Error.WriteLineAsync(failure);
            }

            return ExitCodes.Configuration;
        }
    }
}
