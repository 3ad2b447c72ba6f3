using System.Globalization;

namespace Odagrun.Bench.Cluster;

/// <summary>Where the time went: steps one after another, measured several times.</summary>
internal sealed class PhaseSamples
{
    private readonly List<(string Name, Sample Sample)> _phases = [];

    /// <summary>Adds one run: when each step was reached. Two steps seen by different eyes may overlap, which counts as no time.</summary>
    public void Add(DateTimeOffset begin, IReadOnlyList<(string Name, DateTimeOffset At)> steps)
    {
        var last = begin;
        foreach (var (index, (name, at)) in steps.Index())
        {
            if (index == _phases.Count)
            {
                _phases.Add((name, new Sample()));
            }

            _phases[index].Sample.Add(Math.Max(0, (at - last).TotalMilliseconds));
            last = at > last ? at : last;
        }
    }

    /// <summary>Adds one row a step.</summary>
    public void AddTo(ResultTable table, string prefix)
    {
        foreach (var (name, sample) in _phases)
        {
            table.Add(prefix + name, string.Create(CultureInfo.InvariantCulture, $"{sample.Median:F0}, {sample.P95:F0} ms"), "");
        }
    }
}
