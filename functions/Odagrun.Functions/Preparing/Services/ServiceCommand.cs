using Odagrun.GitLab.Payload;
using Odagrun.Oci.Images;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>
/// What a service runs: as Docker, an entrypoint of its own drops the image's Cmd, and an entrypoint of one empty text is none.
/// </summary>
internal static class ServiceCommand
{
    /// <exception cref="FormatException">There is nothing to run.</exception>
    public static IReadOnlyList<string> Of(string requested, JobImage written, BaseImage image)
    {
        var own = written.Entrypoint is { Count: > 0 } entrypoint ? entrypoint : null;
        var command = written.Command is { Count: > 0 } given ? given : own is null ? image.Cmd : [];
        IReadOnlyList<string> arguments = [.. own is [""] ? [] : own ?? image.Entrypoint, .. command];
        return arguments.Count > 0
            ? arguments
            : throw new FormatException(
                $"the service '{requested}' has nothing to run: its image has neither Entrypoint nor Cmd; add entrypoint: or command:");
    }
}
