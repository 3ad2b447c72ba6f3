using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Odagrun.Lab.Git;

/// <summary>Serves one repository over git's smart HTTP through <c>git http-backend</c>, a CGI program (RFC 3875).</summary>
internal static class GitHttpBackend
{
    public static async Task ServeAsync(HttpContext context, string repository, string path, string user)
    {
        var cancellationToken = context.RequestAborted;
        using var process = Process.Start(Describe(context.Request, repository, path, user))!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var sending = SendBodyAsync(context.Request, process);
        try
        {
            if (!await ReadHeadersAsync(process.StandardOutput.BaseStream, context.Response, cancellationToken))
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await context.Response.WriteAsync($"git http-backend gave no answer: {await error}", cancellationToken);
                return;
            }

            await process.StandardOutput.BaseStream.CopyToAsync(context.Response.Body, cancellationToken);
            await sending;
            await process.WaitForExitAsync(cancellationToken);
            await error;
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo Describe(HttpRequest request, string repository, string path, string user)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        GitCommand.Isolate(start);
        var environment = start.Environment;
        environment["GIT_PROJECT_ROOT"] = repository;
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["PATH_INFO"] = path;
        environment["REQUEST_METHOD"] = request.Method;
        environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        environment["CONTENT_TYPE"] = request.ContentType ?? "";
        environment["REMOTE_USER"] = user;
        environment["REMOTE_ADDR"] = request.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "";
        environment["SERVER_PROTOCOL"] = request.Protocol;
        environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"].ToString();
        environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString();
        if (request.ContentLength is { } length)
        {
            environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        }

        return start;
    }

    private static async Task SendBodyAsync(HttpRequest request, Process process)
    {
        try
        {
            await request.Body.CopyToAsync(process.StandardInput.BaseStream, request.HttpContext.RequestAborted);
            process.StandardInput.Close();
        }
        catch (IOException) when (process.HasExited)
        {
            // The program answered without reading all of the body: its answer counts.
        }
    }

    /// <summary>Takes over the head of the program's answer; false when there is none.</summary>
    private static async Task<bool> ReadHeadersAsync(Stream output, HttpResponse response, CancellationToken cancellationToken)
    {
        var any = false;
        while (await ReadLineAsync(output, cancellationToken) is { Length: > 0 } line)
        {
            any = true;
            var colon = line.IndexOf(':');
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (name.Equals("Status", StringComparison.OrdinalIgnoreCase))
            {
                response.StatusCode = int.Parse(value.AsSpan(0, 3), CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers.Append(name, value);
            }
        }

        return any;
    }

    /// <summary>A line of the head, byte by byte: what follows the empty line is the body.</summary>
    private static async Task<string> ReadLineAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            if (one[0] != '\r')
            {
                line.Append((char)one[0]);
            }
        }

        return line.ToString();
    }
}
