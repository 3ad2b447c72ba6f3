using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>Composes by naming.</summary>
internal sealed class FakeComposer : IImageComposer
{
    public static readonly Digest Composed = Digest.Of("composed"u8);

    public Func<ComposeRequest, Exception?> Fails { get; set; } = _ => null;

    public Func<CancellationToken, Task> Waits { get; set; } = _ => Task.CompletedTask;

    public ComposeRequest? LastRequest { get; private set; }

    public async Task<ComposedImage> ComposeAsync(ComposeRequest request, CancellationToken cancellationToken)
    {
        LastRequest = request;
        await Waits(cancellationToken);
        return Fails(request) is { } e
            ? throw e
            : new ComposedImage(
                request.Target with { Digest = Composed }, BaseImage.Scratch with { Entrypoint = ["/entry"], Cmd = ["cmd"] }, false, 0);
    }
}
