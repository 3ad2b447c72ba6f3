using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Odagrun.GitLab.Trace;
using Odagrun.Masking;
using Odagrun.Stack;

namespace Odagrun.GitLab.Tests.Fakes;

/// <summary>
/// A trace against a server that keeps a log as GitLab does: parts only at its end, 416 with its size otherwise. The trace's clock
/// stands still until a test moves it; the transport's waits are over at once.
/// </summary>
internal sealed class TraceFixture : IAsyncDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("trace");
    private readonly MemoryStream _log = new();
    private readonly Lock _lock = new();

    private TraceFixture(ApiFixture api, JobTraceOptions? options, ISecretMasker? masker, string before)
    {
        ApiFixture = api;
        _log.Write(Encoding.UTF8.GetBytes(before));
        api.Server.Answer(AnswerAsync);
        var given = (options ?? Plain) with { Job = api.Job, BufferPath = _directory.File("log") };
        Trace = new JobTraceFactory(api.Api, Time, NullLogger.Instance).Open(given, masker ?? new SecretMasker());
    }

    /// <summary>No timestamps, no sections' dressing but the sections.</summary>
    public static JobTraceOptions Plain { get; } = new() { Job = null!, BufferPath = "", Timestamps = false };

    public ApiFixture ApiFixture { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public IJobTrace Trace { get; }

    public string BufferPath => _directory.File("log");

    /// <summary>Decides an answer instead of the server: true when it did.</summary>
    public Func<HttpContext, HeardRequest, bool> Instead { get; set; } = (_, _) => false;

    /// <summary>After the server has stored a part, its answer may still go wrong.</summary>
    public Func<HttpContext, bool> AnswerLost { get; set; } = _ => false;

    public string Log
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(_log.ToArray());
            }
        }
    }

    public IReadOnlyList<HeardRequest> Parts => [.. ApiFixture.Server.Heard.Where(request => request.Method == "PATCH")];

    public IReadOnlyList<HeardRequest> States => [.. ApiFixture.Server.Heard.Where(request => request.Method == "PUT")];

    public static async Task<TraceFixture> StartAsync(JobTraceOptions? options = null, ISecretMasker? masker = null, string before = "") =>
        new(await ApiFixture.StartAsync(), options, masker, before);

    public void Cut(int size)
    {
        lock (_lock)
        {
            _log.SetLength(size);
        }
    }

    /// <summary>
    /// Waits until the condition holds, moving the clock by <paramref name="step"/> in between; by default it stands still.
    /// </summary>
    public async Task UntilAsync(Func<bool> condition, TimeSpan step = default)
    {
        for (var begin = TimeProvider.System.GetTimestamp(); !condition();)
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromMinutes(2), $"still not so after two minutes; the log is: {Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken);
            if (step > TimeSpan.Zero)
            {
                Time.Advance(step);
            }
        }
    }

    /// <summary>Ends a call that waits on the trace's clock.</summary>
    public async Task<T> PumpAsync<T>(Task<T> call)
    {
        await UntilAsync(() => call.IsCompleted, TimeSpan.FromSeconds(1));
        return await call;
    }

    public (string Checksum, long Size) Expected()
    {
        lock (_lock)
        {
            var bytes = _log.ToArray();
            return (string.Create(CultureInfo.InvariantCulture, $"crc32:{Crc32.HashToUInt32(bytes):x8}"), bytes.Length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Trace.DisposeAsync();
        await ApiFixture.DisposeAsync();
        _directory.Dispose();
    }

    private Task AnswerAsync(HttpContext context, HeardRequest request)
    {
        if (!Instead(context, request))
        {
            context.Response.StatusCode = request.Method == "PATCH" ? Store(context, request) : 200;
        }

        return Task.CompletedTask;
    }

    private int Store(HttpContext context, HeardRequest request)
    {
        lock (_lock)
        {
            var start = long.Parse(request.Header("Content-Range")!.Split('-')[0], CultureInfo.InvariantCulture);
            if (start != _log.Length)
            {
                context.Response.Headers["Range"] = string.Create(CultureInfo.InvariantCulture, $"0-{_log.Length}");
                return 416;
            }

            _log.Seek(0, SeekOrigin.End);
            _log.Write(request.Body);
            context.Response.Headers["Range"] = string.Create(CultureInfo.InvariantCulture, $"0-{_log.Length}");
            return AnswerLost(context) ? 500 : 202;
        }
    }
}
