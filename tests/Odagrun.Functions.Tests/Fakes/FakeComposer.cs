using System.Collections.Concurrent;
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

    public ConcurrentQueue<ComposeRequest> Requests { get; } = new();

    /// <summary>What an image's config says.</summary>
    public Func<ComposeRequest, BaseImage> Describes { get; set; } = _ => BaseImage.Scratch with { Entrypoint = ["/entry"], Cmd = ["cmd"] };

    public async Task<ComposedImage> ComposeAsync(ComposeRequest request, CancellationToken cancellationToken)
    {
        LastRequest = request;
        Requests.Enqueue(request);
        await Waits(cancellationToken);
        return Fails(request) is { } e
            ? throw e
            : new ComposedImage(request.Target with { Digest = Composed }, Describes(request), false, 0);
    }
}
