namespace Odagrun.Stack.Services;

/// <summary>
/// The registry's <c>auth: token</c>: where tokens are had, for which service, by whom, and the PEM certificates that sign them.
/// </summary>
public sealed record TokenAuthentication(Uri Realm, string Service, string Issuer, string CertificateBundlePath);
