using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.RunnerApi;

/// <summary><c>POST /runners/verify</c>.</summary>
internal sealed class VerifyEndpoint(LabBoard board)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context, RunnerJson.Default.RunnerRequest) is not { } request)
        {
            return;
        }

        VerifyResponse? answer;
        lock (board.Gate)
        {
            answer = RunnerAuthentication.Find(board, request) is { } found
                ? new VerifyResponse(found.Runner.Id, found.Runner.Token, null)
                : null;
        }

        if (answer is null)
        {
            await Answers.ForbiddenAsync(context);
            return;
        }

        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, answer, RunnerJson.Default.VerifyResponse, context.RequestAborted);
    }
}
