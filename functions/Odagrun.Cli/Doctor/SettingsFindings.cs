using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odagrun.Cli.Doctor;

/// <summary>The settings' own errors, section by section: one section's error must not hide the others'.</summary>
internal static class SettingsFindings
{
    /// <summary>The options of a section; null where they are wrong, and then why is in <paramref name="findings"/>.</summary>
    public static T? Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        IServiceProvider services, List<Finding> findings)
        where T : class
    {
        try
        {
            return services.GetRequiredService<IOptions<T>>().Value;
        }
        catch (OptionsValidationException e)
        {
            findings.AddRange(e.Failures.Select(Finding));
            return null;
        }
    }

    // "Odagrun:Runners:0:Token is not set: give the …": what it is, and what to do.
    private static Finding Finding(string failure)
    {
        var cut = failure.IndexOf(": ", StringComparison.Ordinal);
        var (what, remedy) = cut < 0 ? (failure, "correct it") : (failure[..cut], failure[(cut + 2)..]);
        return Doctor.Finding.Problem("settings", what.Split(' ')[0], what, remedy);
    }
}
