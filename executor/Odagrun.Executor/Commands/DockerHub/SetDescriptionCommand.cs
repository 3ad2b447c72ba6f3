using System.CommandLine;
using System.Net;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary><c>DockerHub_set_description</c>: the texts and the visibility of a repository, which is made where there is none.</summary>
internal sealed class SetDescriptionCommand : HubCommand
{
    internal const string CommandName = "DockerHub_set_description";

    private const string VisibilityVariable = "CI_PROJECT_VISIBILITY";

    private readonly Option<string?> _description;
    private readonly Option<string?> _fullDescription;
    private readonly Option<string?> _setPrivate;

    internal SetDescriptionCommand(CommandConsole console, TimeProvider clock)
        : base(CommandName, "sets the texts and the visibility of a repository on Docker Hub, and makes it where there is none", console,
            clock)
    {
        _description = Text("--description", "TEXT",
            "the short one; else $ODAGRUN_IMAGE_TITLE, $ODAGRUN_IMAGE_REFNAME, $ODAGRUN_REVERSE_PROJECT_PATH_SLUG");
        _fullDescription = Text(
            "--full_description", "TEXT", "the long one (Markdown); else $ODAGRUN_IMAGE_DESCRIPTION, ./description.md, ./README.md");
        _setPrivate = Choice(
            "--set-private", ["yes", "no", "auto", "none"], "auto: as the GitLab project; none: as it is (the default)", leftOut: "yes");
    }

    internal override string Example => $"{CommandName} --image=group/app --set-private=auto";

    protected override async Task RunAsync(
        CommandCall call, HubImage image, Func<Task<HubClient>> logIn, CancellationToken cancellationToken)
    {
        var texts = new HubDescriptions(call.Console, call.Warn);
        var wanted = new HubRepository
        {
            Description = texts.Short(call.Get(_description)),
            FullDescription = await texts.FullAsync(call.Get(_fullDescription), cancellationToken),
        };
        var isPrivate = Visibility(call);
        if (wanted is { Description: null, FullDescription: null } && isPrivate is null)
        {
            throw new CommandException("there is nothing to set: no description, no README.md, no --set-private");
        }

        var hub = await logIn();
        var answer = await hub.SendAsync(HttpMethod.Patch, $"/v2/repositories/{image}/", wanted, cancellationToken);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            // Nothing becomes public because nobody said a word of it.
            var made = wanted with
            {
                Namespace = image.Namespace,
                Name = image.Name,
                IsPrivate = isPrivate ?? call.Console.Variable(VisibilityVariable) != "public",
            };
            Check(await hub.SendAsync(HttpMethod.Post, "/v2/repositories/", made, cancellationToken), $"making the repository {image}");
            call.Print($"{Name}: {image} is made, {(made.IsPrivate == true ? "private" : "public")}");
            return;
        }

        Check(answer, $"setting the description of {image}");
        if (isPrivate is { } value)
        {
            var change = new HubRepository { IsPrivate = value };
            Check(await hub.SendAsync(HttpMethod.Post, $"/v2/repositories/{image}/privacy/", change, cancellationToken),
                $"making {image} {(value ? "private" : "public")}");
        }

        call.Print($"{Name}: {image} is described{(isPrivate switch { true => ", and private", false => ", and public", null => "" })}");
    }

    private bool? Visibility(CommandCall call)
    {
        switch (call.Get(_setPrivate))
        {
            case "yes":
                return true;
            case "no":
                return false;
            case "auto":
                var visibility = call.Console.Variable(VisibilityVariable);
                // Internal is not for all the world, either.
                return visibility is "public" or "internal" or "private"
                    ? visibility != "public"
                    : throw new CommandException($"--set-private=auto follows ${VisibilityVariable}, which is not set; say yes or no");
            default:
                return null;
        }
    }

    private static void Check(HubAnswer answer, string tried)
    {
        if (!answer.IsSuccess)
        {
            throw answer.Failure(tried);
        }
    }
}
