using System.Globalization;

namespace Odagrun.Executor.Commands.Images;

/// <summary>Bytes and times as people read them.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    internal static string Of(double bytes)
    {
        var unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(
            CultureInfo.InvariantCulture, $"{(unit == 0 ? $"{bytes:0}" : bytes < 10 ? $"{bytes:0.00}" : $"{bytes:0.0}")} {Units[unit]}");
    }

    internal static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
