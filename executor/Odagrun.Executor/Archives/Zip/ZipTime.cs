namespace Odagrun.Executor.Archives.Zip;

/// <summary>The two-second clock of DOS, here always in UTC; Info-ZIP's extra field has the exact second.</summary>
internal static class ZipTime
{
    private const int FirstYear = 1980;
    private const int LastYear = 2107;

    internal static (ushort Time, ushort Date) ToDos(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return utc.Year switch
        {
            < FirstYear => (0, (1 << 5) | 1),
            > LastYear => (0, (LastYear - FirstYear) << 9 | 1 << 5 | 1),
            _ => ((ushort)(utc.Hour << 11 | utc.Minute << 5 | utc.Second / 2),
                (ushort)((utc.Year - FirstYear) << 9 | utc.Month << 5 | utc.Day)),
        };
    }

    /// <summary>The start of DOS time for what is no moment.</summary>
    internal static DateTimeOffset FromDos(ushort time, ushort date)
    {
        var (year, month, day) = (FirstYear + (date >> 9), (date >> 5) & 15, date & 31);
        var (hour, minute, second) = (time >> 11, (time >> 5) & 63, (time & 31) * 2);
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60
            ? new(year, month, day, hour, minute, second, TimeSpan.Zero)
            : new(FirstYear, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    /// <summary>Seconds of Unix time, where they fit the extra field.</summary>
    internal static int? ToUnix(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() is >= int.MinValue and <= int.MaxValue and var seconds ? (int)seconds : null;
}
