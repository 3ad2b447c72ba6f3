using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Odagrun.Executor.Tests.Servers;

namespace Odagrun.Executor.Tests.Git;

/// <summary>Real <c>git http-backend</c> behind HTTP with basic authentication, as a GitLab serves repositories.</summary>
internal sealed class GitServer : IAsyncDisposable
{
    internal const string User = "gitlab-ci-token";
    internal const string Password = "job-token/with+odd:characters";
    private readonly List<string> _requests = [];
    private LocalServer? _server;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    internal string Host => _server!.Url.Authority;

    /// <summary>Answers a request itself when it gives true.</summary>
    internal Func<HttpContext, Task<bool>>? Intercept { get; set; }

    /// <summary>Paths and query texts asked for so far.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    internal string Url(string repository) => $"{_server!.Url.Scheme}://{User}:{Uri.EscapeDataString(Password)}@{Host}/{repository}.git";

    internal static async Task<GitServer> StartAsync(string root, X509Certificate2? certificate = null)
    {
        var server = new GitServer();
        server._server = await LocalServer.StartAsync(
            application => application.Run(context => server.ServeAsync(context, Path.Combine(root, "served"))), certificate);
        return server;
    }

    private async Task ServeAsync(HttpContext context, string root)
    {
        lock (_requests)
        {
            _requests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        }

        if (Intercept is { } intercept && await intercept(context))
        {
            return;
        }

        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (context.Request.Headers.Authorization != $"Basic {login}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitLab\"";
            return;
        }

        await RunBackendAsync(context, root);
    }

    private static async Task RunBackendAsync(HttpContext context, string root)
    {
        var request = context.Request;
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        GitTool.SetEnvironment(start);
        start.Environment["GIT_PROJECT_ROOT"] = root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["PATH_INFO"] = request.Path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString();
        start.Environment["REMOTE_USER"] = User;
        using var process = Process.Start(start)!;
        try
        {
            await request.Body.CopyToAsync(process.StandardInput.BaseStream, context.RequestAborted);
            process.StandardInput.Close();
            await CopyAnswerAsync(process.StandardOutput.BaseStream, context.Response, context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static async Task CopyAnswerAsync(Stream output, HttpResponse response, CancellationToken cancellationToken)
    {
        while (await ReadLineAsync(output, cancellationToken) is { Length: > 0 } line)
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
            {
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[name] = value;
            }
        }

        await output.CopyToAsync(response.Body, cancellationToken);
    }

    private static async Task<string> ReadLineAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
