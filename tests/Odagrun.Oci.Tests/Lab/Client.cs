using Microsoft.Extensions.DependencyInjection;
using Odagrun.Oci.Building;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Copying;
using Odagrun.Oci.Images;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>A registry client and composer as a program has them, with a log of what goes over the wire.</summary>
internal sealed class Client : IDisposable
{
    private readonly ServiceProvider _services;

    public Client(Action<RegistryClientOptions>? configure = null, Action<ImageComposerOptions>? compose = null, TimeProvider? clock = null,
        HttpMessageHandler? wire = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddRegistryClient(options =>
        {
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            configure?.Invoke(options);
        });
        services.AddImageComposer(compose);
        services.AddImageWork();
        var http = services.AddHttpClient(RegistryServices.HttpClientName).AddHttpMessageHandler(Requests.Handler);
        if (wire is not null)
        {
            http.ConfigurePrimaryHttpMessageHandler(() => wire);
        }

        _services = services.BuildServiceProvider();
    }

    public RequestLog Requests { get; } = new();

    public IRegistryClient Registry => _services.GetRequiredService<IRegistryClient>();

    public IImageComposer Composer => _services.GetRequiredService<IImageComposer>();

    public ILayerPusher Pusher => _services.GetRequiredService<ILayerPusher>();

    public IImageBuilder Builder => _services.GetRequiredService<IImageBuilder>();

    public IImageCopier Copier => _services.GetRequiredService<IImageCopier>();

    public ITagRemoval Removal => _services.GetRequiredService<ITagRemoval>();

    public void Dispose() => _services.Dispose();
}
