using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Control;
using Odagrun.Handover;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.Images;

/// <summary>Finds the image that options name.</summary>
internal static class ImageNames
{
    /// <summary>
    /// The image of the one selector that was given; null: none was. A name in the cluster's or GitLab's registry is one below the
    /// project's own repository; with a slash at its beginning it is one of the registry as a whole.
    /// </summary>
    internal static ImageReference? Find(CommandCall call, ImageSelector selector, string? word, JobFacts? facts)
    {
        List<(string Option, Func<ImageReference> Read)> given = [];
        if (call.Has(selector.Image))
        {
            given.Add((selector.Image.Name, () => Parse(call.Get(selector.Image)!)));
        }

        if (call.Has(selector.Cluster))
        {
            given.Add((selector.Cluster.Name, () => InCluster(selector.Cluster.Name, call.Get(selector.Cluster)!, facts)));
        }

        if (call.Has(selector.GitLab))
        {
            given.Add((selector.GitLab.Name, () => InGitLab(selector.GitLab.Name, call.Get(selector.GitLab)!, facts)));
        }

        if (word is not null)
        {
            given.Add(($"'{word}'", () => Parse(word)));
        }

        return given switch
        {
            [] => null,
            [var only] => Placed(only.Read(), facts),
            _ => throw new CommandException(
                $"{string.Join(" and ", given.Select(one => one.Option))} name one image twice; give one of them", ExitCode.Usage),
        };
    }

    /// <summary>The project's own image in the cluster's registry.</summary>
    internal static ImageReference InCluster(string option, string name, JobFacts? facts)
    {
        if (facts is null)
        {
            throw Outside(option);
        }

        return name.StartsWith('/') ? Parse(facts.Registry + name)
            : facts.ProjectRepository is { } own ? Placed(Below($"{facts.Registry}/{own}", name), facts)
            : throw new CommandException(
                "the project's path makes no name of a repository, so it has none in the cluster's registry; name another one with --image");
    }

    /// <summary>With another name below it and another tag, where they are given.</summary>
    internal static ImageReference With(ImageReference image, string? name, string? reference, JobFacts? facts = null)
    {
        var repository = name is null ? image : Placed(Below($"{image.Registry}/{image.Repository}", name), facts);
        return reference is null ? repository : Parse($"{repository.Registry}/{repository.Repository}:{reference}");
    }

    internal static ImageReference Parse(string text)
    {
        try
        {
            return ImageReference.Parse(text);
        }
        catch (FormatException e)
        {
            throw new CommandException(e.Message, ExitCode.Usage);
        }
    }

    private static ImageReference InGitLab(string option, string name, JobFacts? facts) => facts switch
    {
        null => throw Outside(option),
        { GitLabImage: { Length: > 0 } image } when !name.StartsWith('/') => Below(image, name),
        { GitLabImage: { Length: > 0 } image } => Parse(image.Split('/')[0] + name),
        _ => throw new CommandException(
            $"{option}: this project has no registry in GitLab (CI_REGISTRY_IMAGE is not set); switch the container registry on for it, or use --image"),
    };

    // A name, a tag or a digest alone, or a name with one of them.
    private static ImageReference Below(string repository, string name) =>
        Parse(name.Length == 0 || name[0] is ':' or '@' ? repository + name : $"{repository}/{name}");

    private static ImageReference Placed(ImageReference image, JobFacts? facts) =>
        facts is { HasStreams: true, ProjectRepository: { } own } && image.Registry == facts.Registry
            ? image with { Repository = StreamNames.Place(own, image.Repository) }
            : image;

    private static CommandException Outside(string option) =>
        new($"{option} works inside a job only, where the registry is known; name the whole image with --image", ExitCode.Usage);
}
