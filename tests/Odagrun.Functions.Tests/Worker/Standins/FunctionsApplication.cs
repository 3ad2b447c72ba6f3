using Microsoft.Extensions.Hosting;

#pragma warning disable IDE0130 // stands in for the package's type, in its namespace
namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Makes a worker; this one speaks to no host.</summary>
public static class FunctionsApplication
{
    /// <summary>The builder, whose package's type has the same members.</summary>
    public static HostApplicationBuilder CreateBuilder(string[] arguments) =>
        Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Args = arguments });
}
