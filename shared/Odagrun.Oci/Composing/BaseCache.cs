namespace Odagrun.Oci.Composing;

/// <summary>Base images that were read lately, by digest: content behind a digest does not change.</summary>
internal sealed class BaseCache
{
    private const int MaxConfigBytes = 256 * 1024;

    private readonly RecentMap<BaseKey, ResolvedBase> _images = new(256);

    public ResolvedBase? Find(BaseKey key) => _images.TryGet(key, out var image) ? image : null;

    public void Remember(BaseKey key, ResolvedBase image)
    {
        if (image.Config.Length <= MaxConfigBytes)
        {
            _images.Set(key, image);
        }
    }
}
