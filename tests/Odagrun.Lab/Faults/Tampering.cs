using System.Text;

namespace Odagrun.Lab.Faults;

/// <summary>What the Lab serves other than it should, by the job's name: payloads and archives that no healthy GitLab would send.</summary>
public sealed class Tampering
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Func<string, string> Rewrite, int Left)> _payloads = [];
    private readonly Dictionary<string, byte[]> _archives = [];

    /// <summary>
    /// The payload of <paramref name="job"/> goes out as <paramref name="rewrite"/> makes it, the next <paramref name="times"/> times.
    /// </summary>
    public void RewritePayload(string job, Func<string, string> rewrite, int times = int.MaxValue)
    {
        lock (_lock)
        {
            _payloads[job] = (rewrite, times);
        }
    }

    /// <summary>Whatever archive <paramref name="job"/> uploads, these bytes are stored, and handed to the jobs after it.</summary>
    public void ReplaceArchive(string job, byte[] archive)
    {
        lock (_lock)
        {
            _archives[job] = archive;
        }
    }

    internal byte[] Payload(string job, byte[] json)
    {
        Func<string, string> rewrite;
        lock (_lock)
        {
            if (!_payloads.TryGetValue(job, out var planned) || planned.Left == 0)
            {
                return json;
            }

            _payloads[job] = planned with { Left = planned.Left - 1 };
            rewrite = planned.Rewrite;
        }

        return Encoding.UTF8.GetBytes(rewrite(Encoding.UTF8.GetString(json)));
    }

    internal byte[]? Archive(string job, string type)
    {
        lock (_lock)
        {
            return type == "archive" ? _archives.GetValueOrDefault(job) : null;
        }
    }
}
