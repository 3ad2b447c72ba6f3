using System.CommandLine;
using Microsoft.Extensions.Options;
using Odagrun.Cli.Doctor;
using Odagrun.Cli.FuncDeploy;
using Odagrun.Cli.Register;

namespace Odagrun.Cli;

/// <summary>The command line: <c>odagrun register</c> and <c>odagrun doctor</c>.</summary>
internal static class CliProgram
{
    public static async Task<int> RunAsync(string[] arguments, CliSurroundings surroundings)
    {
        var root = new RootCommand("Odagrun: registers a runner, and says what is wrong with an installation.")
        {
            RegisterCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            FuncDeployCommand.Create(surroundings),
        };
        var parsed = root.Parse(arguments);
        var configuration = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false };
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
