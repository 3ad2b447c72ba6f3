using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>Where the Functions host that started this process expects its custom handler.</summary>
internal sealed record HandlerAddress(int Port)
{
    private const string Setting = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Null: no Functions host started this process.</summary>
    public static HandlerAddress? Find(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue
            ? new HandlerAddress(port)
            : throw new OptionsValidationException(Setting, typeof(HandlerAddress),
                [$"{Setting} is '{text}': the Functions host gives a port there; unset it to run without one"]);
    }
}
