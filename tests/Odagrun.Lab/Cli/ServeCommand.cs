using System.CommandLine;
using System.Net;

namespace Odagrun.Lab.Cli;

/// <summary><c>odagrun-lab serve</c>: a Lab until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0: a free one.", DefaultValueFactory = _ => 0 };
        var address = new Option<string>("--address") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
        var externalUrl = new Option<Uri?>("--external-url")
        {
            Description = "Base URL as runners and jobs reach it, where that is not where it listens.",
        };
        var storagePort = new Option<int>("--storage-port")
        {
            Description = "Port of the object storage; 0: a free one.",
            DefaultValueFactory = _ => 0,
        };
        var data = new Option<string?>("--data")
        {
            Description = "Directory for repositories, logs and artifacts; a temporary one if not given.",
        };
        var oldServer = new Option<bool>("--no-two-phase") { Description = "Behave as a GitLab without two-phase job commit." };
        var command = new Command("serve", "Serves the runner API, git and the page until Ctrl-C; the first line printed holds its URL.")
        {
            port, address, externalUrl, storagePort, data, oldServer,
        };
        command.SetAction((result, cancellationToken) => ServeAsync(
            new LabOptions
            {
                Port = result.GetValue(port),
                Address = IPAddress.Parse(result.GetValue(address)!),
                ExternalUrl = result.GetValue(externalUrl),
                StoragePort = result.GetValue(storagePort),
                DataDirectory = result.GetValue(data),
                TwoPhaseCommit = !result.GetValue(oldServer),
            },
            result.InvocationConfiguration.Output,
            cancellationToken));
        return command;
    }

    private static async Task<int> ServeAsync(LabOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var lab = await LabServer.StartAsync(options, cancellationToken);
        await output.WriteLineAsync($"odagrun-lab: listening url={lab.Url} data={lab.DataDirectory}");
        await output.FlushAsync(cancellationToken);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, options.Clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how it ends.
        }

        return 0;
    }
}
