using System.CommandLine;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary><c>DockerHub_delete_tag</c>.</summary>
internal sealed class DeleteTagCommand : HubCommand
{
    internal const string CommandName = "DockerHub_delete_tag";

    private readonly Option<string?> _reference;

    internal DeleteTagCommand(CommandConsole console, TimeProvider clock)
        : base(CommandName, "deletes a tag on Docker Hub", console, clock) =>
        _reference = Text("--reference", "TAG", "the tag, where --image does not have it");

    internal override string Example => $"{CommandName} --image=group/app:test-$CI_PIPELINE_ID";

    protected override async Task RunAsync(
        CommandCall call, HubImage image, Func<Task<HubClient>> logIn, CancellationToken cancellationToken)
    {
        // No default: who forgets the tag does not mean latest.
        var tag = call.Get(_reference) ?? image.Tag
            ?? throw new CommandException($"which tag of {image}? Give --image={image}:TAG or --reference=TAG", ExitCode.Usage);
        var hub = await logIn();
        var answer = await hub.SendAsync(
            HttpMethod.Delete, $"/v2/repositories/{image}/tags/{Uri.EscapeDataString(tag)}/", cancellationToken);
        if (!answer.IsSuccess)
        {
            throw answer.Failure($"deleting the tag {image}:{tag}");
        }

        call.Print($"{Name}: {image}:{tag} is deleted");
    }
}
