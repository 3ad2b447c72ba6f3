using System.Text;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>Who speaks to the Hub.</summary>
internal sealed record HubAccount(string User, string Password)
{
    private const string Variable = "DOCKER_CREDENTIALS";

    /// <summary>
    /// From <c>--credentials</c>, else <c>$DOCKER_CREDENTIALS</c>, both base64 of <c>user:password</c>; else Docker Hub's login in
    /// <c>$DOCKER_AUTH_CONFIG</c>.
    /// </summary>
    internal static HubAccount Find(string? given, CommandConsole console)
    {
        if (!string.IsNullOrEmpty(given))
        {
            return Decode(given, "--credentials");
        }

        if (console.Variable(Variable) is { Length: > 0 } variable)
        {
            return Decode(variable, $"${Variable}");
        }

        return FromDocker(console) ?? throw new CommandException(
            $"there is no login for Docker Hub: give --credentials=BASE64 or the variable {Variable}, base64 of user:token ('printf user:token | base64')");
    }

    /// <summary>Shows nothing of it.</summary>
    public override string ToString() => User;

    private static HubAccount Decode(string encoded, string source)
    {
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded.Trim(), bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length)
            .TrimEnd('\n', '\r').Split(':', 2) is [{ Length: > 0 } user, { Length: > 0 } password]
            ? new HubAccount(user, password)
            : throw new CommandException($"{source} is no base64 of user:password ('printf user:token | base64' makes it)");
    }

    private static HubAccount? FromDocker(CommandConsole console)
    {
        const string variable = "DOCKER_AUTH_CONFIG";
        if (console.Variable(variable) is not { Length: > 0 } json)
        {
            return null;
        }

        try
        {
            return DockerAuthConfig.Parse(json).Where(
                login => login.Registry is "docker.io" or "index.docker.io" && login.Username != RegistryLogin.TokenUser)
                .Select(login => new HubAccount(login.Username, login.Password)).FirstOrDefault();
        }
        catch (FormatException e)
        {
            throw new CommandException($"${variable} is not of Docker's form: {e.Message}");
        }
    }
}
