using System.Net;
using System.Text;

namespace Odagrun.Kubernetes.Tests.StandIn;

/// <summary>One open watch.</summary>
internal sealed class StandInWatch
{
    private readonly HttpListenerResponse _response;

    public StandInWatch(HttpListenerResponse response)
    {
        _response = response;
        response.SendChunked = true;
        response.ContentType = "application/json";
        response.OutputStream.Flush();
    }

    public void Write(string line)
    {
        try
        {
            _response.OutputStream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            _response.OutputStream.Flush();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Its reader is gone.
        }
    }

    public void End() => _response.Close();

    public void Abort() => _response.Abort();
}
