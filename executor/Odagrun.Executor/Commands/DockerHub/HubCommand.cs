using System.CommandLine;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>What the commands for Docker Hub share: the image, and the login.</summary>
internal abstract class HubCommand : IntegratedCommand
{
    private readonly TimeProvider _clock;
    private readonly Option<string?> _image;
    private readonly Option<string?> _credentials;

    protected HubCommand(string name, string summary, CommandConsole console, TimeProvider clock)
        : base(name, CommandGroup.DockerHub, summary, console)
    {
        _clock = clock;
        _image = Text("--image", "NAMESPACE/NAME[:TAG]", "the repository on Docker Hub");
        _credentials = Text(
            "--credentials", "BASE64", "base64 of user:token; else $DOCKER_CREDENTIALS, else Docker Hub's in $DOCKER_AUTH_CONFIG");
    }

    protected override async Task RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var image = HubImage.Read(call.Get(_image));
        await RunAsync(call, image, () => LogInAsync(call, cancellationToken), cancellationToken);
    }

    /// <summary>Does the work; <paramref name="logIn"/> comes after all that can be checked without the Hub.</summary>
    protected abstract Task RunAsync(CommandCall call, HubImage image, Func<Task<HubClient>> logIn, CancellationToken cancellationToken);

    private async Task<HubClient> LogInAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var account = HubAccount.Find(call.Get(_credentials), call.Console);
        var client = new HubClient(WebClients.Create(), HubClient.RootOf(call.Console), _clock, call.Warn);
        await client.LogInAsync(account, cancellationToken);
        return client;
    }
}
