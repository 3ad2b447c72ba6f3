using System.Text;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Masking;

namespace Odagrun.Executor.Jobs;

/// <summary>Tells the masker all that must not be seen in the log.</summary>
internal static class JobSecrets
{
    internal static void AddTo(ISecretMasker masker, JobPayload payload)
    {
        var secrets = (payload.Variables ?? []).Where(variable => variable.Masked).Select(variable => variable.Value)
            .Append(payload.Token)
            .Concat((payload.Credentials ?? []).Select(credential => credential.Password))
            .Concat((payload.Dependencies ?? []).Select(dependency => dependency.Token))
            .Append(PasswordIn(payload.GitInfo?.RepoUrl));
        foreach (var secret in secrets)
        {
            masker.Add(secret?.Trim() ?? "");
        }

        foreach (var prefix in payload.Features?.TokenMaskPrefixes ?? [])
        {
            masker.AddPrefix(prefix);
        }
    }

    internal static void AddTo(ISecretMasker masker, EnvelopeRegistry? registry)
    {
        foreach (var login in registry?.Logins ?? [])
        {
            masker.Add(login.Password.Trim());
            masker.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}")));
        }
    }

    private static string? PasswordIn(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.UserInfo.Split(':', 2) is [_, var password]
            ? Uri.UnescapeDataString(password)
            : null;
}
