namespace Gateway.Toolkit;

/// <summary>Makes a body for each request that a response is sent to.</summary>
internal interface IBodySource
{
    Body Open(Environ environ);
}
