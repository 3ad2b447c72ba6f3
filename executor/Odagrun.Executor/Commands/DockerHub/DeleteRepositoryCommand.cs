using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary><c>DockerHub_delete_repository</c>.</summary>
internal sealed class DeleteRepositoryCommand(CommandConsole console, TimeProvider clock)
    : HubCommand(CommandName, "deletes a repository on Docker Hub, with all its tags", console, clock)
{
    internal const string CommandName = "DockerHub_delete_repository";

    internal override string Example => $"{CommandName} --image=group/app";

    protected override async Task RunAsync(
        CommandCall call, HubImage image, Func<Task<HubClient>> logIn, CancellationToken cancellationToken)
    {
        if (image.Tag is { } tag)
        {
            throw new CommandException(
                $"--image={image}:{tag} names a tag, and this deletes all of {image}; leave the tag out, or call {DeleteTagCommand.CommandName}", ExitCode.Usage);
        }

        var hub = await logIn();
        var answer = await hub.SendAsync(HttpMethod.Delete, $"/v2/repositories/{image}/", cancellationToken);
        if (!answer.IsSuccess)
        {
            throw answer.Failure($"deleting the repository {image}");
        }

        call.Print($"{Name}: {image} is deleted");
    }
}
