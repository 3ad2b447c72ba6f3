using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Store.Directories;

namespace Odagrun.Jobs;

/// <summary>What this library adds to an application.</summary>
public static class JobsServiceCollectionExtensions
{
    /// <summary>The options of every <c>Odagrun:</c> section, checked at start: all errors at once.</summary>
    public static IServiceCollection AddJobSettings(this IServiceCollection services) => services
        .AddSection(RunnersOptions.Section, RunnersReader.Read)
        .AddSection(RegistryOptions.Section, SectionReaders.Registry)
        .AddSection(ExecutorOptions.Section, SectionReaders.Executor)
        .AddSection(JobsOptions.Section, SectionReaders.Jobs, wholeConfiguration: true)
        .AddSection(PodsOptions.Section, SectionReaders.Pods)
        .AddSection(QueuesOptions.Section, QueuesReader.Read, wholeConfiguration: true);

    /// <summary>Queues of the configured storage account.</summary>
    public static IServiceCollection AddJobQueues(this IServiceCollection services) =>
        services.AddSingleton<IJobQueues, StorageJobQueues>();

    /// <summary>The job store and its journal in the configured directory.</summary>
    public static IServiceCollection AddDirectoryJobStore(this IServiceCollection services) =>
        services.AddSingleton<IJobStore, DirectoryJobStore>().AddSingleton<IJobJournal, FileJournal>();

    /// <summary>The options of one section, read by <paramref name="read"/> and checked at start: all its errors at once.</summary>
    public static IServiceCollection AddSection<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this IServiceCollection services, string section, Func<SettingsReader, T> read)
        where T : class => services.AddSection(section, (reader, _) => read(reader));

    private static IServiceCollection AddSection<[DynamicallyAccessedMembers(
        DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        this IServiceCollection services, string section, Func<SettingsReader, IConfiguration, T> read, bool wholeConfiguration = false)
        where T : class
    {
        services.AddSingleton<IOptionsFactory<T>>(provider =>
            new SettingsFactory<T>(provider.GetRequiredService<IConfiguration>(), section, read, wholeConfiguration));
        services.AddOptions<T>().ValidateOnStart();
        return services;
    }
}
