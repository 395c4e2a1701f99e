using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Gateway.AspNetCore.ProxyProtocol;

/// <summary>Reads the PROXY header of a connection from a trusted peer, and gives the connection the client's address.</summary>
internal sealed class ProxyProtocolMiddleware(
    ConnectionDelegate next, IReadOnlyCollection<IPNetwork>? trusted, TimeSpan timeout, TimeProvider time, ILogger logger)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        if (IsTrusted(connection.RemoteEndPoint) && !await TryReadHeaderAsync(connection))
        {
            connection.Abort();
            return;
        }

        await next(connection);
    }

    // A peer that is not trusted may send what it likes: it is read as HTTP, which refuses a PROXY header.
    private bool IsTrusted(EndPoint? peer)
    {
        if (trusted is null)
            return true;
        if (peer is not IPEndPoint { Address: var address })
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return trusted.Any(network => network.Contains(plain) || network.Contains(address));
    }

    private async Task<bool> TryReadHeaderAsync(ConnectionContext connection)
    {
        try
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, connection.ConnectionClosed);
            var input = connection.Transport.Input;
            while (true)
            {
                var result = await input.ReadAsync(either.Token);
                if (ProxyHeaderReader.TryRead(result.Buffer, out var header, out var end))
                {
                    input.AdvanceTo(end);
                    connection.RemoteEndPoint = header.Source ?? connection.RemoteEndPoint;
                    connection.LocalEndPoint = header.Destination ?? connection.LocalEndPoint;
                    return true;
                }

                input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                if (result.IsCompleted)
                    return false; // A port scan, or a health check that only connects.
            }
        }
        catch (ProxyHeaderException error)
        {
            Log.ProxyHeaderInvalid(logger, connection.RemoteEndPoint?.ToString(), error.Message);
        }
        catch (OperationCanceledException) when (!connection.ConnectionClosed.IsCancellationRequested)
        {
            Log.ProxyHeaderInvalid(logger, connection.RemoteEndPoint?.ToString(), $"it did not come within {timeout}");
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ConnectionResetException)
        {
            // The peer has left.
        }

        return false;
    }
}
