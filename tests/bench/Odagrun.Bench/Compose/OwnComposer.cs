using Microsoft.Extensions.DependencyInjection;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry;

namespace Odagrun.Bench.Compose;

/// <summary>A composer as a freshly started program has it: nothing remembered, no connection open.</summary>
internal sealed class OwnComposer : IDisposable
{
    private readonly ServiceProvider _services;

    public OwnComposer()
    {
        var services = new ServiceCollection();
        services.AddImageComposer();
        services.AddHttpClient(RegistryServices.HttpClientName).AddHttpMessageHandler(Counter.Handler);
        _services = services.BuildServiceProvider();
        Composer = _services.GetRequiredService<IImageComposer>();
    }

    public RequestCounter Counter { get; } = new();

    public IImageComposer Composer { get; }

    public void Dispose() => _services.Dispose();
}
