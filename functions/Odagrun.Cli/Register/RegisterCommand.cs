using System.CommandLine;

namespace Odagrun.Cli.Register;

/// <summary>
/// <c>odagrun register</c>: takes a runner token, asks GitLab whether it is good, and keeps it where the functions read it.
/// </summary>
internal static class RegisterCommand
{
    public static Command Create(CliSurroundings surroundings)
    {
        var url = UrlOption.Create("--url");
        // No option takes the token itself: everybody on this machine sees a process' arguments.
        var token = new Option<string?>("--token-file")
        {
            Description =
                "File with the runner authentication token (glrt-…); without it the token is read from standard input, or asked for.",
        };
        var authorities = new Option<string?>("--ca-file") { Description = "PEM file with the authorities of GitLab's certificate." };
        var output = new Option<string?>("--output-file")
        {
            Description = "Keep the token in this file (mode 0600), for Odagrun:Runners:0:TokenFile.",
        };
        var place = new Option<string?>("--namespace")
        {
            Description = "Keep the token in a Secret of this namespace, as keda/ expects it.",
        };
        var secret = new Option<string>("--secret") { Description = "The Secret's name.", DefaultValueFactory = _ => "odagrun-runner" };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "Path of a kubeconfig; else KUBECONFIG or ~/.kube/config." };
        var context = new Option<string?>("--context") { Description = "The kubeconfig's context; else its current one." };
        var command = new Command("register", "Checks a runner token with GitLab, and keeps it in a Secret or a file.")
        {
            url, token, authorities, output, place, secret, kubeconfig, context,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) is null == result.GetValue(place) is null)
            {
                result.AddError("say where the token is to be kept: either --namespace NAMESPACE (a Secret) or --output-file FILE");
            }
        });
        command.SetAction((result, cancellationToken) => new Registration(surroundings).RunAsync(
            new RegisterOptions
            {
                Url = result.GetValue(url)!,
                TokenFile = result.GetValue(token),
                AuthoritiesFile = result.GetValue(authorities),
                OutputFile = result.GetValue(output),
                Namespace = result.GetValue(place),
                Secret = result.GetValue(secret)!,
                Kubeconfig = result.GetValue(kubeconfig),
                Context = result.GetValue(context),
            },
            cancellationToken));
        return command;
    }
}
