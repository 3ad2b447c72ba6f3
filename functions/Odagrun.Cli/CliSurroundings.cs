using Microsoft.Extensions.Configuration;
using Odagrun.Functions.Hosting.Configuration;

namespace Odagrun.Cli;

/// <summary>
/// What the program has around it: tests bring their own. <paramref name="Width"/>: of the terminal, null where it is none.
/// </summary>
internal sealed record CliSurroundings(
    TextReader Input, bool InputIsTerminal, TextWriter Output, TextWriter Error, int? Width, IConfiguration Settings, TimeProvider Clock)
{
    public static CliSurroundings OfThisProcess() => new(
        Console.In,
        !Console.IsInputRedirected,
        Console.Out,
        Console.Error,
        Console.IsOutputRedirected ? null : Console.WindowWidth,
        new ConfigurationBuilder().AddAppSettings(Directory.GetCurrentDirectory()).AddLocalSettings(Directory.GetCurrentDirectory())
            .AddEnvironmentVariables().Build(),
        TimeProvider.System);
}
