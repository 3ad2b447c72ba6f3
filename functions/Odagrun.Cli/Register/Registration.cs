using Odagrun.GitLab.Api;
using Odagrun.GitLab.Hosting;
using Odagrun.GitLab.Http;
using Odagrun.Cli.Doctor.Checks;
using Odagrun.Masking;

namespace Odagrun.Cli.Register;

/// <summary>One registration: nothing is kept before GitLab has taken the token, and the token is never printed.</summary>
internal sealed class Registration(CliSurroundings surroundings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<int> RunAsync(RegisterOptions options, CancellationToken cancellationToken)
    {
        var masker = new SecretMasker();
        if (await ReadTokenAsync(options, cancellationToken) is not { } token)
        {
            return ExitCodes.Usage;
        }

        masker.Add(token);
        var outcome = await VerifyAsync(options, token, cancellationToken);
        if (outcome.Result != VerifyResult.Valid)
        {
            await surroundings.Error.WriteLineAsync(masker.Mask(Refusal(outcome)));
            return outcome.Result == VerifyResult.Unavailable ? ExitCodes.Unavailable : ExitCodes.TokenRefused;
        }

        await surroundings.Output.WriteLineAsync(
            $"GitLab takes the token{(outcome.RunnerId is { } id ? $": runner {id}" : "")}{(outcome.TokenExpiresAt is { } end ? $", until {end:yyyy-MM-dd HH:mm} UTC" : "")}.");
        return await KeepAsync(options, token, masker, cancellationToken);
    }

    private async Task<string?> ReadTokenAsync(RegisterOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var token = (options.TokenFile is { } file ? await File.ReadAllTextAsync(file, cancellationToken)
                : surroundings.InputIsTerminal ? HiddenInput.Read(surroundings.Error)
                : await surroundings.Input.ReadToEndAsync(cancellationToken)).Trim();
            if (token.Length > 0 && !token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            {
                return token;
            }

            await surroundings.Error.WriteLineAsync(
                "There is no token: give the runner authentication token (glrt-…) by --token-file or on standard input, alone.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await surroundings.Error.WriteLineAsync($"The token can't be read from {options.TokenFile}: {e.Message}");
        }

        return null;
    }

    private async Task<VerifyOutcome> VerifyAsync(RegisterOptions options, string token, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, surroundings.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var gitLab = GitLabClients.Create(surroundings.Clock);
        try
        {
            var runner = new RunnerIdentity(
                options.Url, token, TokenCheck.SystemId)
            { Tls = options.AuthoritiesFile is { } file ? new ServerTls(file) : null };
            return await gitLab.Api.VerifyAsync(runner, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new VerifyOutcome(VerifyResult.Unavailable, null, null, $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static string Refusal(VerifyOutcome outcome) => outcome.Result switch
    {
        VerifyResult.InvalidToken =>
            $"GitLab refuses the token ({outcome.Message}): is it the runner authentication token (glrt-…) of this GitLab, whole, not expired and not revoked?",
        VerifyResult.Orphaned => $"The runner belongs to no project or group ({outcome.Message}): assign it to one in GitLab.",
        _ => $"GitLab could not be asked: {outcome.Message}",
    };

    private async Task<int> KeepAsync(RegisterOptions options, string token, SecretMasker masker, CancellationToken cancellationToken)
    {
        try
        {
            await surroundings.Output.WriteLineAsync(options.OutputFile is { } file
                ? TokenKeeping.InFile(file, token)
                : await TokenKeeping.InSecretAsync(options, token, surroundings.Clock, cancellationToken));
            return ExitCodes.Ok;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidOperationException or Kubernetes.Api.KubernetesApiException)
        {
            await surroundings.Error.WriteLineAsync(masker.Mask($"The token could not be kept: {e.Message}"));
            return ExitCodes.CannotCreate;
        }
    }
}
