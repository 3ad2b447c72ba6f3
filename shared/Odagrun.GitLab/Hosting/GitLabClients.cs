using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Http;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Hosting;

/// <summary>
/// GitLab's runner API and the traces over it, on one connection pool: what a program without a container uses (the executor),
/// and what the container builds.
/// </summary>
public sealed class GitLabClients : IDisposable
{
    private readonly HttpClient _http;

    private GitLabClients(HttpClient http, IRunnerApi api, IJobTraceFactory traces)
    {
        _http = http;
        Api = api;
        Traces = traces;
    }

    /// <summary>The calls.</summary>
    public IRunnerApi Api { get; }

    /// <summary>Opens traces that use <see cref="Api"/>.</summary>
    public IJobTraceFactory Traces { get; }

    /// <summary>Makes both; <paramref name="time"/> defaults to the system's clock, <paramref name="logging"/> to none.</summary>
    public static GitLabClients Create(TimeProvider? time = null, ILoggerFactory? logging = null)
    {
        var clock = time ?? TimeProvider.System;
        var loggers = logging ?? NullLoggerFactory.Instance;
        var logger = loggers.CreateLogger("Odagrun.GitLab");
        var http = new HttpClient(Pipeline(clock, logger)) { Timeout = Timeout.InfiniteTimeSpan };
        var api = new RunnerApi(new ApiCall(http, clock, logger));
        return new GitLabClients(http, api, new JobTraceFactory(api, clock, logger));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // From the outside in: who we are, the retry, then per attempt its id and its limit.
    private static UserAgentHandler Pipeline(TimeProvider time, ILogger logger) => new()
    {
        InnerHandler = new TransportRetryHandler(time, logger)
        {
            InnerHandler = new CorrelationHandler(logger)
            {
                InnerHandler = new AnswerLimitHandler(time)
                {
                    InnerHandler = new ServerConnections(),
                },
            },
        },
    };
}
