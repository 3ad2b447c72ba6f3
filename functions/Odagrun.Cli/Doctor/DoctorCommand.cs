using System.CommandLine;
using Odagrun.Cli.Doctor.Reports;
using Odagrun.Masking;

namespace Odagrun.Cli.Doctor;

/// <summary><c>odagrun doctor</c>: looks at everything an installation needs, and says what to do about each thing that is wrong.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliSurroundings surroundings)
    {
        var output = new Option<string>("--output")
        {
            Description = "'table' for people, 'json' for programs.",
            DefaultValueFactory = _ => "table",
        };
        output.AcceptOnlyFromAmong("table", "json");
        var timeout = new Option<int>("--timeout") { Description = "Seconds each check may take.", DefaultValueFactory = _ => 30 };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 600)
            {
                result.AddError("--timeout takes 1 to 600 seconds");
            }
        });
        var account = new Option<string?>("--account")
        {
            Description = "Look at this service account's rights instead of your own, for example 'odagrun'.",
        };
        var queues = new Option<bool>("--create-queues")
        {
            Description = "Make the queues that are missing: KEDA can't count a queue that is not there.",
        };
        var command = new Command(
            "doctor",
            "Looks at GitLab, token, queues, registry, Kubernetes rights, KEDA and the clock, by the settings of this directory and environment.")
        {
            output, timeout, account, queues,
        };
        command.SetAction((result, cancellationToken) => RunAsync(
            surroundings,
            new DoctorOptions(result.GetValue(output) == "json", TimeSpan.FromSeconds(result.GetValue(timeout)), result.GetValue(account),
                result.GetValue(queues)),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliSurroundings surroundings, DoctorOptions options, CancellationToken cancellationToken)
    {
        var masker = new SecretMasker();
        await using var services = DoctorServices.Build(surroundings, masker, options);
        var findings = (await Examination.RunAsync(services, options, surroundings.Clock, cancellationToken))
            .Select(finding => finding with
            {
                Message = masker.Mask(finding.Message),
                Remedy = finding.Remedy is null ? null : masker.Mask(finding.Remedy),
            })
            .ToList();
        if (options.Json)
        {
            await JsonReport.WriteAsync(surroundings.Output, findings);
        }
        else
        {
            TableReport.Write(surroundings, findings);
        }

        return findings.Any(finding => finding is { Check: "settings", Status: FindingStatus.Problem }) ? ExitCodes.Configuration
            : findings.Any(finding => finding.Status == FindingStatus.Problem) ? ExitCodes.Problems
            : ExitCodes.Ok;
    }
}
