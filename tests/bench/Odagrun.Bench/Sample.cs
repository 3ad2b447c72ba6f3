using System.Diagnostics;
using System.Globalization;

namespace Odagrun.Bench;

/// <summary>Durations of one thing done several times, in milliseconds.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    /// <summary>The median.</summary>
    public double Median => At(0.5);

    /// <summary>The 95th percentile.</summary>
    public double P95 => At(0.95);

    /// <summary>Minimum, median and maximum, as text.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{At(0):F0} / {Median:F0} / {At(1):F0}");

    /// <summary>Adds one value.</summary>
    public void Add(double milliseconds) => _values.Add(milliseconds);

    /// <summary>Does it once uncounted and <paramref name="times"/> times counted.</summary>
    public static async Task<Sample> OfAsync(int times, Func<Task> action)
    {
        await action();
        var sample = new Sample();
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await action();
            sample.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return sample;
    }

    private double At(double quantile)
    {
        var sorted = _values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[(int)Math.Round((sorted.Count - 1) * quantile)];
    }
}
