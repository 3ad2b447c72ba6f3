using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>A repository on Docker Hub, and maybe a tag in it.</summary>
internal sealed record HubImage(string Namespace, string Name, string? Tag)
{
    private static readonly string[] Hosts = ["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

    /// <summary>Reads <c>--image</c>: <c>namespace/name[:tag]</c>, with or without <c>docker.io/</c>.</summary>
    internal static HubImage Read(string? image)
    {
        if (string.IsNullOrEmpty(image))
        {
            throw new CommandException("--image=NAMESPACE/NAME is missing", ExitCode.Usage);
        }

        if (!ImageReference.TryParse(image, out var reference) || reference.Digest is not null)
        {
            throw new CommandException($"--image={image} is no NAMESPACE/NAME[:TAG]", ExitCode.Usage);
        }

        return Hosts.Contains(reference.Registry) && reference.Repository.Split('/') is [var first, var second]
            // A reference without a tag may be read as one to latest: only what is written counts.
            ? new HubImage(first, second, image.LastIndexOf(':') > image.LastIndexOf('/') ? reference.Tag : null)
            : throw new CommandException(
                $"--image={image} is not on Docker Hub, whose images are NAMESPACE/NAME; registry_delete_tag and its like are for other registries", ExitCode.Usage);
    }

    public override string ToString() => $"{Namespace}/{Name}";
}
