namespace Odagrun.Stack.Services;

/// <summary>Writes docker-registry's config.yml.</summary>
internal static class RegistryConfiguration
{
    public static string Write(DockerRegistryOptions options, int port, string data) =>
        $"""
        version: 0.1
        log:
          level: warn
          accesslog:
            disabled: false
        storage:
          filesystem:
            rootdirectory: {data}
          delete:
            enabled: true
          maintenance:
            uploadpurging:
              enabled: false
            readonly:
              enabled: {(options.ReadOnly ? "true" : "false")}
        http:
          addr: {options.Address}:{port}
          secret: not-used-by-a-single-registry
        {Authentication(options)}
        """;

    private static string Authentication(DockerRegistryOptions options) => options switch
    {
        { HtpasswdPath: { } path } =>
            $"""
            auth:
              htpasswd:
                realm: odagrun
                path: {path}
            """,
        { Token: { } token } =>
            $"""
            auth:
              token:
                realm: {token.Realm}
                service: {token.Service}
                issuer: {token.Issuer}
                rootcertbundle: {token.CertificateBundlePath}
            """,
        _ => "",
    };
}
