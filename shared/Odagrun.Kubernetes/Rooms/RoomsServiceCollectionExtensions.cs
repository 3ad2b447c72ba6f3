using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>The counting of room that this library's launcher needs.</summary>
internal static class RoomsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IRooms"/>.</summary>
    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.TryAddSingleton<ClusterConnection>();
        return services.AddSingleton<RoomSources>().AddSingleton<Reservations>().AddSingleton<IRooms, NamespaceRooms>();
    }
}
