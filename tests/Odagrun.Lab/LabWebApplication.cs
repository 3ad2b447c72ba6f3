using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odagrun.Lab.Board;
using Odagrun.Lab.Git;
using Odagrun.Lab.Page;
using Odagrun.Lab.Web;

namespace Odagrun.Lab;

/// <summary>The web server of a Lab: two listeners (GitLab and its object storage), transcript, faults, routes.</summary>
internal static class LabWebApplication
{
    public static WebApplication Build(LabServices services, LabServer lab, int port, int storagePort)
    {
        var options = services.Board.Options;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(options.Address, port);
            kestrel.Listen(options.Address, storagePort);
        });
        var app = builder.Build();
        app.Use(next => context => services.Requests.RecordAsync(context, next));
        app.Use(next => context => services.FaultMiddleware.ServeAsync(context, next));
        app.MapWhen(IsStorage, storage => storage.Run(services.Links.ServeAsync));
        app.MapWhen(GitEndpoint.Matches, git => git.Run(services.Git.ServeAsync));
        services.RunnerApi.Map(app);
        new WebApi(lab).Map(app);
        new JobDownloads(lab).Map(app);
        PageEndpoints.Map(app);
        return app;

        bool IsStorage(HttpContext context) => services.Board.StoragePort == context.Connection.LocalPort;
    }

    public static void ReadAddresses(WebApplication app, LabBoard board)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        var options = board.Options;
        var own = IsAny(options.Address) ? "127.0.0.1" : new IPEndPoint(options.Address, 0).ToString()[..^":0".Length];
        board.Port = new Uri(addresses[0]).Port;
        board.StoragePort = new Uri(addresses[1]).Port;
        board.Url = Text(options.ExternalUrl ?? At(own, board.Port));
        board.StorageUrl = Text(options.ExternalStorageUrl ?? At(options.ExternalUrl?.Host ?? own, board.StoragePort));
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static Uri At(string host, int port) => new UriBuilder(Uri.UriSchemeHttp, host, port).Uri;

    private static string Text(Uri url) => url.AbsoluteUri.TrimEnd('/');
}
