using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Odagrun.Functions.Hosting.Composition;
using Odagrun.Functions.Hosting.Configuration;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>The functions behind a web server that a Functions host calls.</summary>
internal static class HandlerApplication
{
    // A queue message has at most 64 KiB, encoded twice and with its metadata.
    private const int LargestBody = 1 << 20;

    public static IHost Build(HandlerAddress address, IConfiguration configuration, TextWriter output)
    {
        ConnectionCheck.Run(configuration);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddConfiguration(configuration);
        builder.AddOdagrun(output);
        builder.Services
            .AddSingleton(output)
            .AddSingleton<HandlerActivity>()
            .AddSingleton<HandlerRequests>()
            .AddHostedService<ParentWatch>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, address.Port);
        });
        var application = builder.Build();
        application.Run(application.Services.GetRequiredService<HandlerRequests>().HandleAsync);
        return application;
    }
}
